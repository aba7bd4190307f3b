"""What a person is asked when signing up."""

from bot.dialog import Problem, Prompt
from bot.i18n import Translator
from bot.screen import Button, Screen


def name(prompt: Prompt) -> Screen:
    t = prompt.t
    if prompt.suggestion is None:
        asked = Screen(t("<b>What is your name?</b>\n\nWrite your first and last name."))
    else:
        asked = Screen(
            t("<b>What is your name?</b>\n\nTap your name below, or write your first and last name."),
            ((Button(prompt.suggestion, "name:telegram"),),),
        )
    return asked.under(_trouble(t, prompt.problem) if prompt.problem else None)


def _trouble(t: Translator, problem: Problem) -> str:
    match problem.reason:
        case "long":
            return t("That is too long: {max} characters at most. Please shorten it.", max=problem.limit)
        case "letters":
            return t("A name needs at least one letter.")
        case _:
            return t("I cannot see a name here. Please write it in letters.")
