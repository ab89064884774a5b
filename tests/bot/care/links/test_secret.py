"""What a deep link holds is made of 192 bits, fits Telegram's alphabet, and is not in the database."""

from bot.care.links import secret
from bot.store.roots import Roots

KEY = Roots.of("5a" * 32).links


def test_a_link_holds_32_characters_that_telegram_takes() -> None:
    for _ in range(200):
        held = secret.held_by(KEY, secret.new_nonce())
        assert secret.HELD.fullmatch(held)
        assert len(held) <= 64


def test_no_two_numbers_or_links_are_the_same() -> None:
    nonces = {secret.new_nonce() for _ in range(1000)}
    assert len(nonces) == 1000
    assert all(len(bytes.fromhex(nonce)) * 8 == 192 for nonce in nonces)
    assert len({secret.held_by(KEY, nonce) for nonce in nonces}) == 1000


def test_a_link_is_the_same_each_time_and_another_one_under_another_key() -> None:
    nonce = secret.new_nonce()
    assert secret.held_by(KEY, nonce) == secret.held_by(KEY, nonce)
    assert secret.held_by(KEY, nonce) != secret.held_by(Roots.of("another").links, nonce)


def test_neither_the_number_nor_the_fingerprint_is_the_link() -> None:
    nonce = secret.new_nonce()
    held = secret.held_by(KEY, nonce)
    assert held not in (nonce, secret.fingerprint(held))
    assert secret.fingerprint(held) != secret.fingerprint(held.swapcase())
