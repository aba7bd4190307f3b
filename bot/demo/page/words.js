// What stands around a chat, in the language of whose chat it is: as their Telegram would show it.

const words = {
  kk: {
    start: "Бастау", restart: "Ботты қайта қосу", block: "Бұғаттау", unblock: "Бұғаттан шығару",
    message: "Хабарлама", messages: "Хабарламалар", earlier: "Бұрынғы хабарламалар", down: "Соңына өту",
    send: "Жіберу", commands: "Командалар", attach: "Тіркеу", keyboard: "Пернетақта", typing: "жазып жатыр",
    edited: "өзгертілді", edit: "Өзгерту", copied: "Көшірілді", photo: "Фотосурет", sticker: "Стикер",
    voice: "Дауыстық хабарлама", document: "Құжат", location: "Орналасқан жер", contact: "Байланыс дерегі",
  },
  ru: {
    start: "Запустить", restart: "Перезапустить бота", block: "Заблокировать", unblock: "Разблокировать",
    message: "Сообщение", messages: "Сообщения", earlier: "Более ранние сообщения", down: "К последнему",
    send: "Отправить", commands: "Команды", attach: "Прикрепить", keyboard: "Клавиатура", typing: "печатает",
    edited: "изменено", edit: "Изменить", copied: "Скопировано", photo: "Фотография", sticker: "Стикер",
    voice: "Голосовое сообщение", document: "Документ", location: "Геопозиция", contact: "Контакт",
  },
  en: {
    start: "Start", restart: "Restart bot", block: "Block", unblock: "Unblock",
    message: "Message", messages: "Messages", earlier: "Earlier messages", down: "To the end",
    send: "Send", commands: "Commands", attach: "Attach", keyboard: "Keyboard", typing: "typing",
    edited: "edited", edit: "Edit", copied: "Copied", photo: "Photo", sticker: "Sticker",
    voice: "Voice message", document: "Document", location: "Location", contact: "Contact",
  },
};

export const inLanguage = (language) => words[language] ?? words.en;
