"""Python that logs: which calls open a file, and which send what is logged away."""

import pytest

from commensurate.effects.analyze import analyze
from commensurate.model.action import Action
from commensurate.model.analysis import Analysis, Coverage
from commensurate.model.effect import Operation


def read(code: str) -> Analysis:
    return analyze(Action("python", {"code": code}))


WRITES = [
    "import logging; logging.basicConfig(filename='logs/app.log', level=logging.INFO); print('x')",
    "import logging; logging.basicConfig(**options)",
    "import logging; logging.getLogger().addHandler(logging.FileHandler('logs/app.log'))",
    "from logging import FileHandler as F; F('logs/app.log', 'w')",
    "from logging.handlers import RotatingFileHandler; RotatingFileHandler('logs/app.log', maxBytes=9)",
    "import logging.handlers as h; h.TimedRotatingFileHandler(filename='logs/app.log')",
    "import logging.handlers; logging.handlers.WatchedFileHandler('logs/app.log')",
    "import logging.config\nlogging.config.dictConfig({'version': 1, 'handlers': {'f': {'class': 'logging.FileHandler', 'filename': 'logs/app.log'}}})",
    "import xml.etree.ElementTree as ET; ET.parse('a.xml').write('logs/app.log')",
    "import numpy as np; np.zeros(3).tofile('logs/app.log')",
    "import pandas as pd; pd.DataFrame().to_json('logs/app.log')",
    "import cProfile; p = cProfile.Profile(); p.dump_stats('logs/app.log')",
]


@pytest.mark.parametrize("code", WRITES)
def test_what_opens_a_file_for_writing_is_no_look(code: str) -> None:
    """The file is named, where the text names it."""
    analysis = read(code)
    (effect,) = [effect for effect in analysis.effects if effect.changes]
    assert effect.operation is Operation.UPDATE
    assert "logs/app.log" in effect.resource.name or "options" in code


@pytest.mark.parametrize(
    "code",
    [
        "import logging.handlers; logging.handlers.HTTPHandler('collector.example', '/in', method='POST')",
        "import logging.handlers; logging.handlers.SocketHandler('collector.example', 9000)",
        "import logging.handlers; logging.handlers.SMTPHandler('mx.example', 'a@x.example', ['b@x.example'], 's')",
    ],
)
def test_what_hands_the_log_to_a_host_sends(code: str) -> None:
    """Each record leaves this machine."""
    assert any(effect.operation is Operation.SEND for effect in read(code).effects)


@pytest.mark.parametrize(
    "code",
    ["import cProfile; cProfile.run('main()', 'out.prof')", "import logging.config as c; c.fileConfig('log.ini')"],
)
def test_what_runs_a_text_or_a_file_is_out_of_view(code: str) -> None:
    """A profiler runs what it measures; a configuration file names what is made."""
    assert read(code).coverage is Coverage.OPAQUE


@pytest.mark.parametrize(
    "code",
    [
        "import logging; logging.basicConfig(level=logging.DEBUG); logging.info('x')",
        "import logging; logging.getLogger('a').setLevel(10)",
        "import logging; logging.StreamHandler()",
        "import pandas as pd; print(pd.DataFrame().to_json())",
    ],
)
def test_what_logs_to_the_terminal_only_looks(code: str) -> None:
    """Without a file nothing is written."""
    assert read(code).proven_read_only


def test_a_mapping_out_of_view_is_not_read_only() -> None:
    """What it names may be a file."""
    assert not read("import logging.config; logging.config.dictConfig(load())").proven_read_only
