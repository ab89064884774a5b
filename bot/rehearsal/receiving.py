"""getUpdates, the webhook methods, getMe, getFile, getChat and leaveChat."""

from typing import Any
from urllib.parse import urlsplit

from bot.rehearsal.doors import known_chat
from bot.rehearsal.refusals import bad_request, conflict, forbidden
from bot.rehearsal.shapes import Ask, Json
from bot.rehearsal.updates import BY_DEFAULT
from bot.rehearsal.world import Hook, World

MOST_DOWNLOAD_BYTES = 20 * 1024 * 1024
MOST_UPDATES = 100
LONGEST_POLL = 50
LOOPBACK = "127.0.0.1"


def get_me(world: World, _: Ask) -> Json:
    abilities = (
        "can_read_all_group_messages",
        "supports_inline_queries",
        "supports_guest_queries",
        "can_connect_to_business",
        "has_main_web_app",
        "has_topics_enabled",
        "allows_users_to_create_topics",
        "can_manage_bots",
    )
    return {**world.me, "can_join_groups": True, **dict.fromkeys(abilities, False)}


async def get_updates(world: World, ask: Ask) -> list[Any]:
    if world.hook.url:
        raise conflict("can't use getUpdates method while webhook is active; use deleteWebhook first")
    world.updates.allow(ask.params.get("allowed_updates"))
    return await world.updates.poll(
        offset=ask.number("offset"),
        limit=min(max(ask.number("limit", MOST_UPDATES), 1), MOST_UPDATES),
        timeout=min(max(ask.number("timeout"), 0), LONGEST_POLL),
    )


def set_webhook(world: World, ask: Ask) -> bool:
    url = urlsplit(ask.text("url"))
    if url.geturl() and (url.scheme, url.hostname) != ("http", LOOPBACK):
        raise bad_request("bad webhook: this rehearsal reaches only http://127.0.0.1")
    delete_webhook(world, ask)
    world.hook = Hook(ask.text("url"), ask.text("secret_token"))
    world.tell()
    return True


def delete_webhook(world: World, ask: Ask) -> bool:
    world.updates.allow(ask.params.get("allowed_updates"))
    if ask.flag("drop_pending_updates"):
        world.updates.clear()
    world.hook = Hook()
    return True


def get_webhook_info(world: World, _: Ask) -> Json:
    pending = len(world.updates.pending)
    told: Json = {"url": world.hook.url, "has_custom_certificate": False, "pending_update_count": pending}
    if world.updates.allowed != BY_DEFAULT:
        told["allowed_updates"] = sorted(world.updates.allowed)
    if world.hook.failed:
        told |= {"last_error_date": world.hook.failed_at, "last_error_message": world.hook.failed}
    return told


def get_file(world: World, ask: Ask) -> Json:
    if not ask.text("file_id"):
        raise bad_request("file_id not specified")
    kept = world.files.get(ask.text("file_id"))
    if kept is None:
        raise bad_request("invalid file_id")
    if len(kept.upload.content) > MOST_DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    told = {key: kept.facts[key] for key in ("file_id", "file_unique_id", "file_size")}
    return {**told, "file_path": kept.path}


def get_chat(world: World, ask: Ask) -> Json:
    chat = known_chat(world, ask)
    gifts = (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    )
    return {
        **chat.face,
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
    }


def leave_chat(world: World, ask: Ask) -> bool:
    chat = known_chat(world, ask)
    if chat.private:
        raise bad_request("can't leave private chats")
    if not chat.member:
        raise forbidden("bot is not a member of the group chat")
    chat.member = False
    world.update(
        "my_chat_member",
        {
            "chat": chat.face,
            "from": world.me,
            "date": int(world.clock().timestamp()),
            "old_chat_member": {"status": "member", "user": world.me},
            "new_chat_member": {"status": "left", "user": world.me},
        },
    )
    return True
