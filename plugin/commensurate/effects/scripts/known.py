"""What is known of the functions of JavaScript, Perl, Ruby, PHP, Lua, AppleScript and R. Data only.

Sources: the Node.js 22, Deno 2 and Bun 1 API references, perlfunc of Perl 5.40, the core reference of Ruby 3.3 and the
Rails 8 guides, the PHP 8.3 manual and Laravel 11, the Lua 5.4 manual, the AppleScript language guide, R 4's base package.
"""

from enum import StrEnum

from commensurate.effects.options import names


class Act(StrEnum):
    """What a function does with its arguments."""

    DELETE = "delete"
    DELETE_TREE = "delete_tree"
    WRITE = "write"
    WRITE_SECOND = "write_second"
    """The second argument, or the one named file, is what is written."""
    APPEND = "append"
    MOVE = "move"
    COPY = "copy"
    MAKE = "make"
    PERMIT = "permit"
    OPEN = "open"
    READ = "read"
    SHELL = "shell"
    SPAWN = "spawn"
    """A program and a list of its words, or a line."""
    DYNAMIC = "dynamic"
    HTTP = "http"
    SQL = "sql"
    KILL = "kill"
    MAIL = "mail"
    CALL = "call"
    """Calls the function that its first argument names."""
    ALL_ROWS = "all_rows"
    ROW = "row"
    DROP = "drop"
    DROP_ALL = "drop_all"


def _named(acts: dict[Act, str]) -> dict[str, Act]:
    return {name: act for act, names in acts.items() for name in names.split()}


ACTS: dict[str, dict[str, Act]] = {
    "javascript": _named({
        Act.DELETE: "unlinkSync unlink fs.rmdir fs.rmdirSync rmdirSync Deno.removeSync_ fs.unlink",
        Act.DELETE_TREE: "rmSync fs.rm fs.promises.rm rimraf rimrafSync rimraf.sync removeSync fs.remove emptyDirSync emptyDir del.sync"
        " deleteSync deleteAsync Deno.remove Deno.removeSync shell.rm shelljs.rm fse.remove fse.emptyDir trash",
        Act.WRITE: "writeFileSync writeFile outputFile outputFileSync outputJson writeJson writeJSON createWriteStream truncateSync truncate"
        " ftruncate Deno.writeTextFile Deno.writeFile Deno.writeTextFileSync Deno.writeFileSync Bun.write",
        Act.APPEND: "appendFileSync appendFile",
        Act.MOVE: "renameSync fs.rename fs.promises.rename moveSync fs.move shell.mv Deno.rename Deno.renameSync",
        Act.COPY: "copyFileSync copyFile cpSync fs.cp copySync fs.copy shell.cp Deno.copyFile",
        Act.MAKE: "mkdirSync mkdir mkdirp mkdtempSync mkdtemp ensureDir ensureDirSync symlinkSync symlink linkSync Deno.mkdir shell.mkdir touch",
        Act.PERMIT: "chmodSync fs.chmod chownSync fs.chown fs.promises.chmod lchmodSync fchmodSync Deno.chmod shell.chmod",
        Act.OPEN: "openSync fs.open Deno.open Deno.openSync fs.promises.open",
        Act.READ: "readFileSync readFile readdirSync readdir statSync stat lstatSync existsSync createReadStream readlinkSync realpathSync"
        " accessSync Deno.readTextFile Deno.readFile Deno.readDir Bun.file readJson readJsonSync readJSON",
        Act.SHELL: "execSync child_process.exec shell.exec shelljs.exec ssh.execCommand execaCommand execaCommandSync execa.command",
        Act.SPAWN: "spawnSync child_process.spawn spawn execFileSync execFile child_process.fork execa execaSync Bun.spawn Bun.spawnSync Deno.run Deno.Command",
        Act.DYNAMIC: "eval Function vm.runInNewContext vm.runInThisContext vm.runInContext vm.Script process.binding process.dlopen"
        " Reflect.apply_ WebAssembly.instantiate setTimeout_",
        Act.HTTP: "fetch axios axios.get axios.post axios.put axios.patch axios.delete axios.request got got.get got.post got.put got.delete"
        " got.patch request request.post request.get request.delete request.put http.get https.get http.request https.request superagent.get"
        " superagent.post superagent.delete superagent.put ky.get ky.post ky.delete needle navigator.sendBeacon",
        Act.SQL: "query execute raw $executeRawUnsafe $queryRawUnsafe $executeRaw $queryRaw run exec_ prepare",
        Act.KILL: "process.kill",
        Act.MAIL: "sendMail transporter.sendMail sgMail.send resend.emails.send",
        Act.ALL_ROWS: "deleteMany destroyAll truncate_",
            Act.ROW: "destroy deleteOne findByIdAndDelete findOneAndDelete",
        Act.DROP: "dropTable dropTableIfExists dropCollection",
        Act.DROP_ALL: "dropDatabase flushAll flushall flushDb flushdb sequelize.drop dropAllTables dropSchema",
    }),
    "perl": _named({
        Act.DELETE: "unlink rmdir",
        Act.DELETE_TREE: "rmtree remove_tree File::Path::rmtree File::Path::remove_tree remove path.remove_tree",
        Act.WRITE: "truncate write_file spew spew_utf8 File::Slurp::write_file",
        Act.APPEND: "append_file",
        Act.MOVE: "rename move mv File::Copy::move",
        Act.COPY: "copy cp File::Copy::copy",
        Act.MAKE: "mkdir make_path mkpath symlink link",
        Act.PERMIT: "chmod chown",
        Act.OPEN: "open sysopen",
        Act.READ: "opendir stat lstat readlink read_file slurp",
        Act.SHELL: "system exec qx capture IPC::System::Simple::system",
        Act.DYNAMIC: "eval do_ evalbytes syscall",
        Act.HTTP: "getstore mirror LWP::Simple::get get_",
        Act.SQL: "do prepare selectall_arrayref selectrow_array",
        Act.KILL: "kill",
    }),
    "ruby": _named({
        Act.DELETE: "File.delete File.unlink Dir.rmdir Dir.delete Dir.unlink Pathname.delete FileUtils.rm FileUtils.rm_f FileUtils.remove"
        " FileUtils.rmdir FileUtils.safe_unlink FileUtils.remove_file rm rm_f",
        Act.DELETE_TREE: "FileUtils.rm_rf FileUtils.rm_r FileUtils.rmtree FileUtils.remove_dir FileUtils.remove_entry FileUtils.remove_entry_secure"
        " FileUtils.remove_dir rm_rf rm_r rmtree remove_dir remove_entry",
        Act.WRITE: "File.write IO.write File.binwrite IO.binwrite File.truncate Pathname.write IO.copy_stream_",
        Act.MOVE: "File.rename FileUtils.mv FileUtils.move mv",
        Act.COPY: "FileUtils.cp FileUtils.copy FileUtils.cp_r FileUtils.install FileUtils.copy_file FileUtils.copy_entry cp cp_r",
        Act.MAKE: "Dir.mkdir FileUtils.mkdir FileUtils.mkdir_p FileUtils.makedirs FileUtils.touch FileUtils.ln_s FileUtils.ln File.symlink File.link mkdir_p",
        Act.PERMIT: "File.chmod File.chown FileUtils.chmod FileUtils.chmod_R FileUtils.chown FileUtils.chown_R",
        Act.OPEN: "File.open File.new IO.sysopen open Kernel.open",
        Act.READ: "File.read File.readlines IO.read File.exist? File.stat File.size Dir.glob Dir.entries Dir.children File.foreach YAML.load_file CSV.read"
        " CSV.foreach File.binread Dir.each_child Pathname.read",
        Act.SHELL: "system exec Kernel.system Kernel.exec IO.popen Open3.capture2 Open3.capture2e Open3.capture3 Open3.popen3 Open3.popen2 Open3.popen2e"
        " Process.spawn spawn sh PTY.spawn Object.send_",
        Act.DYNAMIC: "eval instance_eval class_eval module_eval instance_exec binding.eval Kernel.eval load Marshal.load Fiddle.dlopen RubyVM.InstructionSequence.compile",
        Act.CALL: "send public_send __send__ method",
        Act.HTTP: "Net.HTTP.get Net.HTTP.get_response Net.HTTP.post Net.HTTP.post_form URI.open HTTParty.get HTTParty.post HTTParty.delete HTTParty.put"
        " RestClient.get RestClient.post RestClient.delete RestClient.put Faraday.get Faraday.post Faraday.delete Faraday.put HTTP.get HTTP.post HTTP.delete",
        Act.SQL: "execute exec_query connection.execute find_by_sql select_all exec",
        Act.KILL: "Process.kill",
        Act.ALL_ROWS: "delete_all destroy_all update_all truncate truncate_tables",
            Act.ROW: "destroy destroy! delete_by destroy_by",
        Act.DROP: "drop_table",
        Act.DROP_ALL: "drop_database flushall flushdb drop_all_tables",
        Act.MAIL: "deliver_now deliver_later deliver",
    }),
    "php": _named({
        Act.DELETE: "unlink rmdir Storage.delete File.delete Storage::delete File::delete",
        Act.DELETE_TREE: "Storage::deleteDirectory File::deleteDirectory File::cleanDirectory",
        Act.WRITE: "file_put_contents ftruncate Storage::put File::put",
        Act.APPEND: "Storage::append File::append error_log_",
        Act.MOVE: "rename File::move Storage::move move_uploaded_file",
        Act.COPY: "copy File::copy Storage::copy",
        Act.MAKE: "mkdir touch symlink link tempnam",
        Act.PERMIT: "chmod chown chgrp",
        Act.OPEN: "fopen",
        Act.READ: "file_get_contents file readfile scandir glob file_exists is_file is_dir filesize stat opendir readdir parse_ini_file fgetcsv",
        Act.SHELL: "exec shell_exec system passthru popen proc_open pcntl_exec Process::fromShellCommandline Process::run",
        Act.DYNAMIC: "eval assert create_function unserialize dl ReflectionFunction",
        Act.CALL: "call_user_func call_user_func_array array_map array_walk usort_ forward_static_call register_shutdown_function is_callable_",
        Act.HTTP: "curl_exec curl_init Http::get Http::post Http::delete Http::put Http::patch fsockopen stream_socket_client",
        Act.SQL: "mysqli_query mysql_query pg_query exec_ query DB::statement DB::unprepared DB::delete DB::update DB::insert DB::select sqlite_exec pg_exec"
        " mysqli_multi_query prepare",
        Act.KILL: "posix_kill",
        Act.MAIL: "mail Mail::send Mail::to wp_mail",
        Act.ALL_ROWS: "truncate DB::truncate",
            Act.ROW: "delete forceDelete destroy",
        Act.DROP: "Schema::drop Schema::dropIfExists Schema::dropColumns",
        Act.DROP_ALL: "Schema::dropAllTables Redis::flushall Redis::flushdb Schema::dropDatabaseIfExists flushAll flushDB Cache::flush_",
    }),
    "lua": _named({
        Act.DELETE: "os.remove lfs.rmdir",
        Act.MOVE: "os.rename",
        Act.MAKE: "lfs.mkdir",
        Act.OPEN: "io.open io.output",
        Act.READ: "io.lines io.input",
        Act.SHELL: "os.execute io.popen",
        Act.DYNAMIC: "load loadstring dofile loadfile package.loadlib",
    }),
    "applescript": {},
    "r": _named({
        Act.DELETE: "file.remove",
        Act.DELETE_TREE: "unlink",
        Act.WRITE_SECOND: "writeLines write.csv write.csv2 write.table saveRDS write fwrite write_csv write_tsv write_json write.xlsx dput",
            Act.WRITE: "sink pdf png jpeg svg ggsave save.image",
        Act.MOVE: "file.rename",
        Act.COPY: "file.copy",
        Act.MAKE: "dir.create file.create",
        Act.PERMIT: "Sys.chmod",
        Act.READ: "readLines read.csv readRDS list.files file.exists read.table",
        Act.SHELL: "system system2 shell",
        Act.DYNAMIC: "eval source parse dyn.load",
        Act.HTTP: "download.file",
        Act.SQL: "dbExecute dbSendQuery dbGetQuery dbSendStatement",
    }),
}  # fmt: skip
"""Name, or the end of one, -> what it does. A name with a dot is that of a known root; `_` at its end switches it off."""

ROOTS: dict[str, str] = {
    "fs/promises": "fs", "fs-extra": "fs", "graceful-fs": "fs", "fs": "fs", "child_process": "child_process", "shelljs": "shell",
    "axios": "axios", "got": "got", "http": "http", "https": "https", "rimraf": "rimraf", "execa": "execa", "vm": "vm", "request": "request",
    "superagent": "superagent", "ky": "ky", "needle": "needle", "del": "del", "node-fetch": "fetch", "undici": "undici",
}  # fmt: skip
"""Modules of Node.js -> the name that ACTS knows them by."""

PURE_MODULES = names("""
    path util url crypto os assert events querystring perf_hooks string_decoder buffer stream readline timers
    zlib punycode tty process lodash underscore moment dayjs date-fns ramda uuid chalk yargs commander semver
    minimist ms bytes validator he qs json5 js-yaml yaml csv-parse cheerio marked typescript prettier acorn
    esprima async bluebird rxjs immutable mathjs decimal.js bignumber.js fs fs/promises fs-extra path/posix
    colors debug dotenv glob fast-glob globby json yaml set csv date time bigdecimal erb optparse ostruct pp
    prime matrix digest securerandom tempfile logger benchmark stringio strscan bundler/setup English
    forwardable observer singleton delegate timeout monitor weakref zlib base64 open3 fileutils pathname uri
    net/http open-uri socket shellwords strict warnings utf8 feature List::Util Scalar::Util POSIX
    Data::Dumper Time::HiRes Time::Local Getopt::Long File::Basename File::Spec File::Find File::Path
    File::Copy Encode JSON JSON::PP Storable Text::Wrap Cwd Carp constant lib parent base vars integer bigint
""")

KEYWORDS = names("""
    if else elsif elif unless for foreach while until do done switch case when default break next last redo
    continue return yield function func fn sub def class module struct interface enum trait extends implements
    include extend prepend begin rescue ensure end try catch finally throw raise new delete typeof instanceof
    in of void var let const my our local use no require import export from as async await static public
    private protected abstract final and or not xor then true false null nil none undefined self this super
    parent print echo puts p pp say printf die exit warn alert namespace global isset empty unset array list
    match with BEGIN END __FILE__ __LINE__ __dir__ __FUNCTION__ __CLASS__ __END__ defined? eq ne lt gt le ge
    cmp x qw retry loop repeat goto NaN Infinity undef wantarray ARGV STDIN STDOUT STDERR ENV _
""")

PURE: dict[str, frozenset[str]] = {
    "javascript": names("""
    console.log console.error console.warn console.info console.table console.dir console.time console.timeEnd
    console.debug console.assert console.group console.groupEnd console.trace parseInt parseFloat isNaN
    isFinite Number String Boolean Array Object Symbol BigInt Date RegExp Error TypeError RangeError Map Set
    WeakMap WeakSet Promise Proxy Intl URL URLSearchParams encodeURIComponent decodeURIComponent encodeURI
    decodeURI escape unescape structuredClone setTimeout setInterval clearTimeout clearInterval setImmediate
    queueMicrotask require import Buffer TextEncoder TextDecoder atob btoa process.exit process.cwd
    process.hrtime process.memoryUsage process.uptime process.on process.stdout.write process.stderr.write
    process.nextTick process.version module.exports describe it test expect beforeEach afterEach Uint8Array
    Float64Array Int32Array ArrayBuffer performance.now AbortController Iterator
"""),
    "perl": names("""
    length substr index rindex uc lc ucfirst lcfirst join split push pop shift unshift splice reverse sort map
    grep keys values each exists delete defined scalar ref bless sprintf abs int sqrt sin cos atan2 exp log
    hex oct ord chr rand srand time localtime gmtime chomp chop lc tr pos quotemeta wantarray caller sleep
    close eof readline binmode pack unpack vec sum max min first uniq shuffle reduce floor ceil Dumper print
    printf say die warn exit return local my our encode_json decode_json basename dirname getcwd cwd strftime
    croak carp chdir select fileno seek tell read sysread lstat printf wait waitpid times format study reset
    import GetOptions
"""),
    "ruby": names("""
    puts print p pp printf sprintf format gets rand srand sleep Integer Float String Array Hash Rational
    Complex lambda proc loop catch throw require require_relative attr_accessor attr_reader attr_writer raise
    binding caller at_exit block_given? freeze frozen? include extend private public protected module_function
    define_method warn exit abort JSON.parse JSON.generate JSON.pretty_generate YAML.load YAML.dump Time.now
    Date.today Date.parse Time.parse Time.at DateTime.now Struct.new Set.new Hash.new Array.new String.new
    Object.new Math.sqrt Math.sin Math.cos Math.log Random.rand Random.new SecureRandom.hex SecureRandom.uuid
    File.join File.basename File.dirname File.extname File.expand_path File.exist? File.file? File.directory?
    Dir.pwd Dir.home Dir.exist? ENV.fetch ENV.to_h Regexp.new Comparable Digest.SHA256.hexdigest
    Digest.MD5.hexdigest Base64.encode64 Base64.decode64 RUBY_VERSION Benchmark.measure Benchmark.realtime
"""),
    "php": names("""
    echo print printf sprintf vsprintf number_format print_r var_dump var_export json_encode json_decode
    strlen strpos stripos strrpos substr substr_count str_replace str_ireplace str_repeat str_pad str_split
    strrev strtolower strtoupper ucfirst ucwords lcfirst trim ltrim rtrim explode implode join nl2br
    htmlspecialchars html_entity_decode strip_tags addslashes md5 sha1 crc32 hash base64_encode base64_decode
    bin2hex hex2bin urlencode urldecode rawurlencode http_build_query parse_url parse_str count sizeof
    in_array array_keys array_values array_merge array_filter array_reduce array_slice array_splice array_push
    array_pop array_shift array_unshift array_reverse array_unique array_combine array_flip array_fill
    array_sum array_product array_search array_column array_diff array_intersect array_key_exists array_rand
    array_chunk sort rsort usort ksort asort arsort uasort uksort shuffle range compact extract_ min max abs
    ceil floor round sqrt pow exp log sin cos tan pi rand mt_rand random_int random_bytes is_array is_string
    is_int is_numeric is_null is_bool is_float is_object is_callable intval floatval strval boolval settype
    gettype isset empty unset date time mktime strtotime microtime hrtime checkdate date_default_timezone_set
    phpversion php_uname phpinfo memory_get_usage getenv sys_get_temp_dir getcwd basename dirname realpath
    pathinfo preg_match preg_match_all preg_replace preg_split preg_quote preg_replace_callback
    function_exists class_exists method_exists define defined constant func_get_args usleep sleep exit die
    error_reporting ini_set ini_get set_time_limit spl_autoload_register iterator_to_array mb_strlen mb_substr
    mb_strtolower mb_strtoupper ctype_digit ctype_alpha array str_contains str_starts_with str_ends_with
    array_is_list array_map fclose feof fgets fread fseek rewind ftell fputs_ password_hash password_verify
    uniqid similar_text levenshtein wordwrap ucwords array_walk_ list trigger_error debug_backtrace ob_start
    ob_get_clean
"""),
    "lua": names("""
    print pairs ipairs next type tostring tonumber select unpack assert error pcall xpcall setmetatable
    getmetatable rawget rawset rawequal require os.time os.date os.clock os.getenv os.exit os.tmpname io.read
    io.write collectgarbage string.format string.rep string.sub string.len string.find string.match
    string.gmatch string.gsub string.upper string.lower string.byte string.char string.reverse table.insert
    table.remove table.concat table.sort table.unpack math.floor math.ceil math.max math.min math.abs
    math.random math.sqrt
"""),
    "applescript": frozenset(),
    "r": names("""
    print cat paste paste0 c sum mean median sd var summary length nchar seq rep sort order data.frame library
    head tail str names lm plot
"""),
}
"""Functions that compute, look or print."""

PURE_ROOTS = names("""
    Math JSON Object Array Number String Date Promise console Intl Symbol path util url crypto os assert querystring zlib _ lodash moment dayjs
    uuid chalk Time DateTime Set Struct Comparable Kernel_ Integer Float Random SecureRandom Digest Base64 BigDecimal Rational Benchmark string
    table math List Scalar POSIX Data
""")
"""Roots whose methods compute."""

PURE_METHODS = names("""
    log map filter reduce forEach for_each each each_with_index each_pair find findIndex indexOf lastIndexOf
    includes include? some every sort sortBy sort_by reverse slice splice concat join split push pop shift
    unshift keys values entries from of fill flat flatMap at charAt charCodeAt codePointAt substring substr
    toUpperCase toLowerCase trim trimStart trimEnd padStart padEnd repeat replace replaceAll match matchAll
    search startsWith endsWith toString toFixed toPrecision valueOf toISOString toLocaleString toJSON getTime
    getFullYear getMonth getDate getDay getHours getMinutes getSeconds setDate setMonth has get add size clear
    then catch finally all allSettled race any resolve reject call_ bind_ apply_ test exec parse stringify
    assign freeze isArray isInteger floor ceil round abs max min pow sqrt random trunc sign cbrt hypot log2
    log10 exp sin cos tan atan2 format basename dirname extname normalize relative isAbsolute homedir tmpdir
    platform hostname cpus totalmem freemem arch type release userInfo randomBytes randomUUID createHash
    createHmac update digest inspect promisify on once emit end close pipe text json arrayBuffer blob headers
    status ok length upcase downcase capitalize swapcase strip lstrip rstrip chomp chop chars bytes lines gsub
    sub tr sum select reject detect inject collect flatten uniq compact first last take drop min_by max_by
    group_by partition zip times upto downto step to_s to_i to_f to_a to_h to_sym to_json nil? empty? zero?
    any? all? none? key? has_key? fetch dig merge transform_values with_index freeze dup clone new inspect tap
    then_ even? odd? positive? negative? round_ divmod gcd lcm digits rjust ljust center start_with? end_with?
    index rindex scan succ pred ord chr hex unpack pack encode force_encoding unicode_normalize is_a? kind_of?
    respond_to? class instance_variables methods ancestors superclass rewind gets readlines each_line read
    rest hexdigest strftime now today year month day hour min sec usec isLoaded isSame diff where order limit
    offset pluck count average minimum maximum find_by exists? all joins includes_ group having select_
    distinct pluck_ ids toArray findOne findMany findUnique findFirst aggregate countDocuments
    estimatedDocumentCount getAttribute textContent querySelector querySelectorAll getElementById
    getElementsByClassName children attr html val css next prev parent closest eq contents data each_ is
    fetchAll fetch_assoc fetch fetchColumn rowCount errorInfo getMessage getCode getFile getLine
    getTraceAsString prepare_ bind_param setAttribute lastInsertId write print printf << flush table query newQuery from_ onConnection connection toBe toEqual toBeTruthy toThrow
    fetchrow_array fetchrow_hashref fetchall_arrayref finish disconnect connect
""")
"""Methods that look, compute, or change no more than the object they are called on."""
