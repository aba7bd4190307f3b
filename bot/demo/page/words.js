// What stands around a chat, in the language of whose chat it is: as their Telegram would show it.

const words = {
  kk: {
    start: "Бастау", restart: "Ботты қайта іске қосу", block: "Бұғаттау", unblock: "Бұғаттан шығару",
    message: "Хабарлама", messages: "Хабарламалар", earlier: "Алдыңғы хабарламалар", down: "Соңына өту",
    send: "Жіберу", commands: "Командалар", attach: "Тіркеме қосу", keyboard: "Пернетақта", typing: "жазып жатыр",
    edited: "өзгертілді", edit: "Өзгерту", copied: "Көшірілді", photo: "Фотосурет", sticker: "Стикер",
    voice: "Дауыстық хабарлама", document: "Файл", location: "Орналасқан жер", contact: "Контакт",
    group: "Топ", own: "Бот", share: "Қай чатқа жібересіз?", more: "Тағы көрсету", nothing: "Ештеңе табылмады", found: "Табылғаны",
  },
  ru: {
    start: "Запустить", restart: "Перезапустить бота", block: "Заблокировать", unblock: "Разблокировать",
    message: "Сообщение", messages: "Сообщения", earlier: "Более ранние сообщения", down: "К последним сообщениям",
    send: "Отправить", commands: "Команды", attach: "Прикрепить", keyboard: "Клавиатура", typing: "печатает",
    edited: "изменено", edit: "Изменить", copied: "Скопировано", photo: "Фотография", sticker: "Стикер",
    voice: "Голосовое сообщение", document: "Файл", location: "Геопозиция", contact: "Контакт",
    group: "Группа", own: "Бот", share: "В какой чат отправить?", more: "Показать ещё", nothing: "Ничего не найдено", found: "Найдено",
  },
  en: {
    start: "Start", restart: "Restart bot", block: "Block", unblock: "Unblock",
    message: "Message", messages: "Messages", earlier: "Earlier messages", down: "Latest messages",
    send: "Send", commands: "Commands", attach: "Attach", keyboard: "Keyboard", typing: "typing",
    edited: "edited", edit: "Edit", copied: "Copied", photo: "Photo", sticker: "Sticker",
    voice: "Voice message", document: "File", location: "Location", contact: "Contact",
    group: "Group", own: "Bot", share: "Send it to which chat?", more: "Show more", nothing: "Nothing found", found: "Found",
  },
};

export const inLanguage = (language) => words[language] ?? words.en;
