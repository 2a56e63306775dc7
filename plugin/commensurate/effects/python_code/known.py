"""What is known of Python's modules and methods: which only compute, and what the others do. Data only.

Sources: the library reference of Python 3.13, and the API references of pandas 2, requests, httpx, SQLAlchemy 2,
Django 5, redis-py 5, PyMongo 4, boto3, paramiko, docker-py.
"""

from commensurate.effects.options import names
from commensurate.model.effect import Operation

PURE_MODULES = names("""
    math cmath json re collections itertools functools datetime time calendar random statistics string
    textwrap decimal fractions typing typing_extensions dataclasses enum copy pprint operator hashlib hmac
    base64 uuid csv platform traceback argparse glob fnmatch struct binascii zlib gzip bz2 lzma heapq bisect
    abc contextlib warnings unittest difflib html xml ipaddress secrets types weakref numbers timeit locale
    unicodedata colorsys keyword array queue graphlib zoneinfo tomllib gettext stat errno reprlib linecache
    tokenize token symtable numpy np pandas pd matplotlib seaborn scipy sklearn sympy networkx bs4 lxml yaml
    toml dateutil pytz tqdm rich tabulate statsmodels plotly altair polars pyarrow pydantic attr attrs jinja2
    markdown regex chardet charset_normalizer cv2 PIL skimage nltk spacy gensim xgboost lightgbm joblib
    more_itertools toolz faker unidecode humanize colorama termcolor click_spinner prettytable mpmath shapely
    geopandas pint nacl cryptography jwt pygments docutils __future__ os.path posixpath ntpath pstats
    urllib.parse email codecs inspect cProfile tracemalloc gc sysconfig site sys io tempfile pathlib threading
    concurrent asyncio multiprocessing logging pytest hypothesis packaging importlib.metadata
    importlib.resources ast dis pydoc opcode filecmp mimetypes quopri stringprep rlcompleter sched contextvars
    openpyxl xlrd docx pypdf PyPDF2
""")
"""Modules whose functions compute, look or print, apart from those that ACTS names."""

PURE_BUILTINS = names("""
    print len range str int float bool list dict set tuple frozenset bytes bytearray complex abs all any ascii
    bin chr divmod enumerate filter format hash hex id isinstance issubclass iter map max memoryview min next
    object oct ord pow repr reversed round slice sorted sum super type zip callable dir vars globals locals
    property staticmethod classmethod hasattr setattr delattr input help exit quit aiter anext display
    Exception ValueError TypeError KeyError RuntimeError IndexError AttributeError OSError IOError
    FileNotFoundError PermissionError NotImplementedError StopIteration AssertionError SystemExit
    KeyboardInterrupt ZeroDivisionError LookupError NameError ArithmeticError BaseException TimeoutError
    ConnectionError UnicodeDecodeError UnicodeEncodeError Warning UserWarning DeprecationWarning breakpoint
    ImportError ModuleNotFoundError FileExistsError NotADirectoryError IsADirectoryError
""")

PURE_METHODS = names("""
    append extend insert pop popitem popleft appendleft clear index count sort reverse copy get keys values
    items setdefault add discard remove union intersection difference symmetric_difference issubset issuperset
    isdisjoint strip lstrip rstrip split rsplit splitlines join replace lower upper title capitalize swapcase
    casefold startswith endswith find rfind index rindex encode decode format format_map zfill ljust rjust
    center isdigit isalpha isalnum isnumeric isdecimal isspace isupper islower istitle partition rpartition
    expandtabs translate maketrans removeprefix removesuffix hexdigest digest read readline readlines readable
    seek tell close flush fileno isatty group groups groupdict span start end match search fullmatch findall
    finditer sub subn isoformat strftime strptime timestamp date time weekday isoweekday total_seconds
    astimezone today now utcnow fromisoformat mean median std var min max sum describe head tail info shape
    groupby agg aggregate apply applymap map pivot pivot_table melt merge sort_values sort_index reset_index
    set_index rename drop drop_duplicates dropna fillna isna notna isnull notnull astype value_counts unique
    nunique sample iterrows itertuples iloc loc to_dict to_list tolist to_numpy to_string to_json to_markdown
    corr cov cumsum rolling resample shift diff quantile rank plot hist boxplot scatter bar legend xlabel
    ylabel set_title set_xlabel set_ylabel grid show tight_layout subplots add_subplot imshow text annotate
    dot reshape transpose flatten ravel astype any all argmax argmin argsort nonzero fit predict transform
    fit_transform score predict_proba exists is_file is_dir is_absolute is_symlink stat lstat resolve absolute
    relative_to as_posix with_suffix with_name with_stem joinpath expanduser read_text read_bytes iterdir glob
    rglob owner samefile json raise_for_status iter_lines iter_content fetchone fetchall fetchmany cursor
    commit rollback begin scalar scalars first one one_or_none mappings filter filter_by order_by limit offset
    options where select_from all exclude values_list only defer prefetch_related select_related distinct
    annotate acquire release wait notify set is_set put get_nowait put_nowait task_done submit result done
    cancel shutdown start_time debug warning error critical exception setLevel getLogger addHandler
    setFormatter parse_args add_argument add_subparsers add_parser set_defaults print_help update elements
    most_common subtract total move_to_end send throw conjugate as_integer_ratio bit_length hex to_bytes
    from_bytes is_integer real imag lowercase prettify find_all select select_one get_text getvalue writerow
    writerows writeheader writelines write assertEqual assertTrue assertFalse assertRaises setUp tearDown
    subTest skipTest main mainloop cell max_row max_column iter_rows sheetnames active getroot iter findtext
    attrib tostring getElementsByTagName childNodes nlargest nsmallest idxmax idxmin between isin query eval
    assign explode stack unstack crosstab cut qcut get_dummies clip round abs pct_change expanding ewm
    interpolate to_period to_datetime items nrows ncols filter_ lstrip_ with_columns collect lazy
    select_dtypes memory_usage duplicated to_frame squeeze add_row add_column total_changes rowcount lastrowid
    description row_factory close_ detach isidentifier isprintable
""")
"""Methods that change at most the object they are called on, whatever it is."""

FILE_READS = names("""
    pandas.read_csv pandas.read_excel pandas.read_json pandas.read_parquet pandas.read_table
    pandas.read_pickle pandas.read_html pandas.read_xml pandas.read_feather pandas.read_fwf numpy.load
    numpy.loadtxt numpy.genfromtxt polars.read_csv polars.read_parquet polars.read_json polars.scan_csv
    polars.scan_parquet os.listdir os.scandir os.walk os.stat os.lstat os.readlink os.path.exists
    os.path.getsize os.path.isfile os.path.isdir os.access glob.glob glob.iglob PIL.Image.open cv2.imread
    yaml.safe_load_file openpyxl.load_workbook pathlib.Path.read_text pathlib.Path.read_bytes
    pathlib.Path.iterdir pathlib.Path.glob pathlib.Path.rglob pathlib.Path.exists pathlib.Path.stat
    linecache.getline filecmp.cmp fileinput.input configparser.ConfigParser.read zipfile.is_zipfile
    zipfile.ZipFile.namelist tarfile.TarFile.getnames sqlite3.connect duckdb.read_csv duckdb.read_parquet
""")
"""Calls whose first argument (or own path) is a file that is looked at."""

_D, _U, _C = Operation.DELETE, Operation.UPDATE, Operation.CREATE

FILES: dict[str, tuple[tuple[Operation, int | str, str], ...]] = {
    **dict.fromkeys(("os.remove", "os.unlink", "os.rmdir"), ((_D, 0, "path"),)),
    **dict.fromkeys(("pathlib.Path.unlink", "pathlib.Path.rmdir"), ((_D, "self", ""),)),
    "os.removedirs": ((_D, 0, "name"),),
    "shutil.rmtree": ((_D, 0, "path"),),
    "send2trash.send2trash": ((_U, 0, "paths"),),
    **dict.fromkeys(("shutil.move", "os.rename", "os.renames", "os.replace"), ((_D, 0, "src"), (_U, 1, "dst"))),
    **dict.fromkeys(("pathlib.Path.rename", "pathlib.Path.replace"), ((_D, "self", ""), (_U, 0, "target"))),
    **dict.fromkeys(
        ("shutil.copy", "shutil.copy2", "shutil.copyfile", "shutil.copytree", "distutils.dir_util.copy_tree"),
        ((Operation.READ, 0, "src"), (_U, 1, "dst")),
    ),
    **dict.fromkeys(("os.mkdir", "os.makedirs"), ((_C, 0, "name"),)),
    **dict.fromkeys(("pathlib.Path.mkdir", "pathlib.Path.touch"), ((_C, "self", ""),)),
    **dict.fromkeys(("pathlib.Path.write_text", "pathlib.Path.write_bytes"), ((_U, "self", ""),)),
    **dict.fromkeys(("os.symlink", "os.link"), ((_C, 1, "dst"),)),
    **dict.fromkeys(("pathlib.Path.symlink_to", "pathlib.Path.hardlink_to"), ((_C, "self", ""),)),
    **dict.fromkeys(("os.truncate", "os.utime"), ((_U, 0, "path"),)),
    **dict.fromkeys(("os.mkfifo", "os.mknod"), ((_C, 0, "path"),)),
    **dict.fromkeys(("numpy.save", "numpy.savez", "numpy.savetxt", "cv2.imwrite"), ((_U, 0, "file"),)),
    **dict.fromkeys(("torch.save", "joblib.dump"), ((_U, 1, "filename"),)),
    **dict.fromkeys(("matplotlib.pyplot.savefig", "matplotlib.pyplot.imsave"), ((_U, 0, "fname"),)),
    **dict.fromkeys(
        (
            "xml.etree.ElementTree.parse.write",
            "xml.etree.ElementTree.ElementTree.write",
            "lxml.etree.parse.write",
            "lxml.etree.ElementTree.write",
            "PyPDF2.PdfWriter.write",
            "pypdf.PdfWriter.write",
            "tracemalloc.take_snapshot.dump",
        ),
        ((_U, 0, "file"),),
    ),
    "shutil.make_archive": ((_C, 0, "base_name"),),
    "shutil.unpack_archive": ((_U, 1, "extract_dir"),),
    "urllib.request.urlretrieve": ((_U, 1, "filename"),),
    "sys.stdout.write": (),
}
"""Function -> what it does to which argument (its index and keyword, or "self")."""

RECURSIVE = frozenset({"shutil.rmtree", "os.removedirs", "shutil.copytree"})

WRITES_BY_METHOD = names("""
    to_csv to_excel to_parquet to_pickle to_feather to_hdf to_html to_latex to_stata savefig write_csv
    write_parquet write_json save_model write_html write_image save_weights savez imsave
    dump_stats tofile to_json to_xml to_orc to_markdown
""")
"""Methods, of whatever object, whose first argument is a file that is written."""

PERMISSIONS = frozenset({"os.chmod", "os.lchmod", "pathlib.Path.chmod", "os.chown", "os.lchown", "shutil.chown"})

SHELL_TEXT = names("""
    os.system os.popen subprocess.getoutput subprocess.getstatusoutput asyncio.create_subprocess_shell
    commands.getoutput commands.getstatusoutput pexpect.run pexpect.spawn posix.system nt.system
    platform.popen popen2.popen2 popen2.popen3 invoke.run fabric.api.local fabric.api.run fabric.api.sudo
    IPython.system get_ipython.system sarge.run delegator.run
""")
"""Functions whose first argument is a line for the shell."""

SUBPROCESS = frozenset(
    [
        "subprocess.run",
        "subprocess.call",
        "subprocess.check_call",
        "subprocess.check_output",
        "subprocess.Popen",
        "subprocess.STDOUT",
    ]
)
EXECS = names("""
    os.execl os.execle os.execlp os.execlpe os.execv os.execve os.execvp os.execvpe os.spawnl os.spawnle
    os.spawnlp os.spawnlpe os.spawnv os.spawnve os.spawnvp os.spawnvpe os.posix_spawn os.posix_spawnp
    pty.spawn asyncio.create_subprocess_exec
""")
DYNAMIC = names("""
    pickle.loads pickle.load marshal.loads marshal.load cloudpickle.loads dill.loads shelve.open
    importlib.import_module builtins.__import__ importlib.reload runpy.run_path runpy.run_module
    importlib.util.spec_from_file_location ctypes.CDLL ctypes.cdll.LoadLibrary ctypes.WinDLL cffi.FFI
    code.interact code.InteractiveInterpreter yaml.load yaml.unsafe_load torch.load types.FunctionType
    types.CodeType imp.load_source zipimport.zipimporter gdb.execute sys.settrace sys.setprofile pandas.eval
    execnet.makegateway
""")
"""Functions that run code which is not in the text."""

HTTP_METHODS = names("get post put patch delete head options request send stream")
HTTP_ROOTS = names("""
    requests httpx requests.Session requests.session httpx.Client httpx.AsyncClient aiohttp.ClientSession
    urllib3 urllib3.PoolManager requests.sessions.Session requests_html.HTMLSession cloudscraper
    curl_cffi.requests niquests
""")

MAIL = frozenset({"sendmail", "send_message", "sendmail_", "send_mail", "send_mass_mail"})
DELETES_BY_METHOD = names("""
    delete_many delete_one drop_collection drop_database delete_collection flushall flushdb drop_all
    drop_table
""")


def is_pure(name: str) -> bool:
    """True where the name belongs to a module that only computes."""
    if name.startswith("builtins."):
        return name.removeprefix("builtins.") in PURE_BUILTINS
    parts = name.split(".")
    return any(".".join(parts[:length]) in PURE_MODULES for length in range(1, min(3, len(parts)) + 1))
