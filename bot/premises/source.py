"""Where one clinic's settings are read: here, with all that surrounds a start, or in its folder alone."""

from dataclasses import dataclass
from pathlib import Path

from pydantic_settings import BaseSettings, PydanticBaseSettingsSource

from bot import settings
from bot.env import file as env_file
from bot.env.surroundings import Surroundings
from bot.settings import Settings

PATHS = ("database_path", "database_key_file", "backup_dir", "content_dir")
OFF = "off"


class _Own(Settings):
    """The environment is that of all clinics together and says nothing of one."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        del settings_cls, env_settings, file_secret_settings
        return init_settings, dotenv_settings


@dataclass(frozen=True)
class SettingsSource:
    """`file` is the one in the place of .env; `alone`, it says all, and its folder is where paths begin."""

    file: Path = settings.ENV_FILE
    alone: bool = False

    def surroundings(self) -> Surroundings:
        return settings.surroundings(self.file, alone=self.alone)

    def read(self) -> Settings:
        """The settings in force. Raises SettingsError with every line."""
        if not self.alone:
            return settings.read(_env_file=self.file)
        return self._placed(settings.read(_Own, _env_file=self.file, **self._named()))

    def own_content(self) -> Path | None:
        """CONTENT_DIR, where it is set, also while other settings are not whole."""
        own = self.surroundings().values().get("CONTENT_DIR")
        return (self._in(own) if self.alone else Path(own)) if own else None

    def _named(self) -> dict[str, Path | None]:
        """The paths that the file names; they are checked where they lie."""
        held = {name.lower(): value for name, value in env_file.read(self.file).values.items()}
        named = {name: held[name].strip() for name in PATHS if held.get(name, "").strip()}
        off = {"backup_dir": None} if named.get("backup_dir", "").lower() == OFF else {}
        return {name: self._in(path) for name, path in named.items()} | off

    def _placed(self, found: Settings) -> Settings:
        """The same, with the others where they lie; that they were not named stays known."""
        held = dict(found)
        held |= {name: self._in(held[name]) for name in PATHS if held[name] is not None}
        return Settings.model_construct(_fields_set=found.model_fields_set, **held)

    def _in(self, path: Path | str) -> Path:
        return self.file.parent.absolute() / path
