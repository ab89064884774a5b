"""What a deep link holds is made of 192 bits, fits Telegram's alphabet, and is not in the database."""

from bot.care import links

KEY = links.key_from("5a" * 32)


def test_a_link_holds_32_characters_that_telegram_takes() -> None:
    for _ in range(200):
        held = links.held_by(KEY, links.new_nonce())
        assert links.HELD.fullmatch(held)
        assert len(held) <= 64


def test_no_two_numbers_or_links_are_the_same() -> None:
    nonces = {links.new_nonce() for _ in range(1000)}
    assert len(nonces) == 1000
    assert all(len(bytes.fromhex(nonce)) * 8 == 192 for nonce in nonces)
    assert len({links.held_by(KEY, nonce) for nonce in nonces}) == 1000


def test_a_link_is_the_same_each_time_and_another_one_under_another_key() -> None:
    nonce = links.new_nonce()
    assert links.held_by(KEY, nonce) == links.held_by(KEY, nonce)
    assert links.held_by(KEY, nonce) != links.held_by(links.key_from("another"), nonce)


def test_neither_the_number_nor_the_fingerprint_is_the_link() -> None:
    nonce = links.new_nonce()
    held = links.held_by(KEY, nonce)
    assert held not in (nonce, links.fingerprint(held))
    assert links.fingerprint(held) != links.fingerprint(held.swapcase())
