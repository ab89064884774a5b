"""What the bot has an answer to of its own: what an emergency is, and who reads what is written."""

from bot.care.conversation import beside_alert
from bot.care.conversation.exchange import Exchange
from bot.care.ground.desk import say
from bot.care.ground.says.warning_signs import SignsTold
from bot.care.patient import erasure


def answer(at: Exchange) -> None:
    book = at.heard.hearing.book
    said = book.said(at.heard.text)
    if book.fits("about_signs", said):
        say(at.desk, at.heard.caller, SignsTold())
    elif book.fits("who_reads", said):
        erasure.explain(at.desk, at.heard.caller)
    else:
        beside_alert.join_or_ask(at)
