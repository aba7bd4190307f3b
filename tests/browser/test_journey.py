"""Three students sign up through the demo's page, at desktop and phone width."""

import pytest
from playwright.async_api import expect

from bot.demo import people
from tests.browser.page import DESKTOP, MESSAGE, PHONE, START, browsing, needed, say, sign_up, tap
from tests.stories.walks import WORDS

pytestmark = needed

# By language: who, the name and the university they type, and how their profile shows both.
STUDENTS = {
    "kk": ("Айгерім", "Айгерім <3 & Ко", "қазұу", "Әл-Фараби атындағы Қазақ ұлттық университеті", "/me"),
    "ru": ("Данияр", "Данияр Ахметов", "политех", "технический университет имени К.И. Сатпаева", "/me"),
    "en": ("Emma", "Emma Li", "nazarbaev", "Nazarbayev University", "/me"),
}


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
async def test_three_students_sign_up(address: str, size: tuple[int, int]) -> None:
    async with browsing(address, size) as page:
        for language, (student, name, typed, university, command) in STUDENTS.items():
            await sign_up(page, student, language=language, name=name, university=typed)
            await say(page, command, then=university)
            await expect(page.get_by_role("log")).to_contain_text(name)
            wide = await page.evaluate("document.documentElement.scrollWidth > innerWidth")
            assert not wide, "nothing sticks out at the side"
            if size is PHONE:
                await page.get_by_role("button", name="Back to the students").click()


async def test_the_copy_of_ones_data_can_be_opened_from_the_chat(address: str) -> None:
    async with browsing(address, PHONE) as page:
        await sign_up(page, "Emma", language="en", name="Emma Li", university="kbtu")
        await tap(page, "My data")
        await tap(page, "Download my data")
        async with page.expect_download() as download:
            await page.get_by_role("link", name="my-data.json").click()
        assert '"name": "Emma Li"' in (await (await download.value).path()).read_text()


async def test_what_is_half_written_stays_in_its_own_chat(address: str) -> None:
    async with browsing(address, DESKTOP) as page:
        for student, language in (("Emma", "en"), ("Данияр", "ru")):
            await page.get_by_role("button", name=student).click()
            await page.get_by_role("button", name=START[language], exact=True).click()
            await page.get_by_role("textbox", name=MESSAGE).fill(f"half a word of {student}")
        await page.get_by_role("button", name="Emma").first.click()
        await expect(page.get_by_role("textbox", name=MESSAGE)).to_have_value("half a word of Emma")
        await page.get_by_role("button", name="Данияр").first.click()
        await expect(page.get_by_role("textbox", name=MESSAGE)).to_have_value("half a word of Данияр")


async def test_a_toast_pops_up_and_the_card_changes_in_a_second_tab_too(address: str) -> None:
    async with browsing(address, DESKTOP) as page:
        await sign_up(page, "Emma", language="en", name="Emma", university="kimep")
        other = await page.context.new_page()
        await other.goto(address)
        await other.get_by_role("button", name="Emma").click()
        await tap(page, "Language")
        await tap(page, "Русский")
        await expect(page.get_by_text("Теперь мы будем писать Вам по-русски.")).to_be_visible()
        await expect(other.get_by_role("log")).to_contain_text("Здравствуйте, Emma!")


async def test_the_demos_people_are_new_half_way_and_signed_up(demo: str) -> None:
    async with browsing(demo, DESKTOP) as page:
        for (new, *_), (half_way, *_), (signed_up, *_), (language, words) in zip(
            people.NEW, people.HALF_WAY, people.SIGNED_UP, WORDS.items(), strict=True
        ):
            await page.get_by_role("button", name=new).first.click()
            await expect(page.get_by_role("button", name=START[language], exact=True)).to_be_visible()
            await page.get_by_role("button", name=half_way).first.click()
            await expect(page.get_by_role("log")).to_contain_text(words.university)
            await page.get_by_role("button", name=signed_up).first.click()
            await expect(page.get_by_role("log")).to_contain_text(words.welcome)
