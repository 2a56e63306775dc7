"""Scripts that an interpreter is given and that are programs of their own: `python manage.py`, `php artisan`."""

from commensurate.effects.programs import usage_of
from commensurate.effects.table import Usage

_SCRIPTS = frozenset({"manage.py", "artisan", "rails", "rake", "console", "magento", "spark", "yii", "cake", "doctrine",
                      "doctrine.php", "wp-cli.phar", "wp.phar", "drush", "flask"})  # fmt: skip
_FOLDERS = {"console": "bin app", "doctrine": "bin vendor/bin", "drush": "vendor/bin bin", "cake": "bin"}


def script_reader(name: str) -> Usage | None:
    """The usage of a well-known script that an interpreter was given (`python manage.py`, `php artisan`), by its path."""
    parts = name.replace("\\", "/").split("/")
    base = parts[-1].lower()
    if base not in _SCRIPTS:
        return None
    folders = _FOLDERS.get(base)
    if folders is not None and not any("/".join(parts[:-1]).lower().endswith(folder) for folder in folders.split()):
        return None
    return usage_of(base)
