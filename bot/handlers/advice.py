"""/advice: what the clinic says where the article is silent."""

from bot.care.clinic import advice, advice_topics, own_advice
from bot.handlers.arguments import CODE, MEMBER, PAGE, WORD, YES_OR_NO, one_of
from bot.handlers.dispatch import button, command

TABLE = (
    command("advice", advice_topics.show_all, MEMBER),
    button("advices", advice_topics.show_all, MEMBER, PAGE),
    button("advice", advice_topics.show, MEMBER, WORD),
    button("advise", advice.decide, MEMBER, WORD, WORD, CODE),
    button("advisesay", advice.say, MEMBER, WORD, YES_OR_NO),
    button("makeadvice", own_advice.begin, MEMBER, CODE),
    button("adviseown", own_advice.say, MEMBER, WORD, YES_OR_NO),
    button("adviseundo", advice.undo, MEMBER, one_of(advice.SIGNED, advice.ENDED), CODE),
    button("adviselimit", advice.limit, MEMBER, CODE, WORD, WORD),
)
