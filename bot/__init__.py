"""A Telegram bot that guides students to volunteering, in Kazakh, Russian and English."""
