"""Program name -> family file. A test holds it equal to the families' own PROGRAMS."""

from collections.abc import Mapping

_FAMILIES: Mapping[str, str] = {
    "http": "curl curlie wget wget2 http https xh xhs aria2c axel ab hey wrk siege bombardier oha autocannon grpcurl",
    "aws": "aws aws2 awslocal eksctl copilot eb",
    "storage": "gsutil s3cmd mc mcli s5cmd azcopy rclone",
    "gcloud": "gcloud bq",
    "azure": "az azd func",
    "releases": "helm helm3 helmfile argocd flux velero istioctl linkerd minikube kind k3d microk8s colima ctlptl "
    "kubeadm kustomize k3s-uninstall.sh k3s-agent-uninstall.sh rke2-uninstall.sh k3s-killall.sh",
    "platforms": "heroku fly flyctl railway vercel vc netlify ntl wrangler firebase doctl linode-cli hcloud "
    "vultr-cli scw exo civo oci ibmcloud upctl openstack yc render surge",
    "secret_stores": "doppler infisical chamber berglas",
    "queues": "kafka-topics kafka-topics.sh kafka-consumer-groups kafka-consumer-groups.sh "
    "kafka-streams-application-reset kafka-streams-application-reset.sh kafka-configs "
    "kafka-configs.sh kafka-acls kafka-acls.sh kafka-delete-records kafka-delete-records.sh "
    "kafka-reassign-partitions kafka-reassign-partitions.sh kafka-console-consumer "
    "kafka-console-consumer.sh kafka-console-producer kafka-console-producer.sh kafka-server-stop "
    "kafka-server-stop.sh zookeeper-server-stop zookeeper-server-stop.sh kafka-server-start "
    "kafka-server-start.sh zookeeper-server-start zookeeper-server-start.sh kafka-log-dirs "
    "kafka-log-dirs.sh kafka-broker-api-versions kafka-broker-api-versions.sh kafka-get-offsets "
    "kafka-get-offsets.sh kafka-dump-log kafka-dump-log.sh kafka-metadata-quorum "
    "kafka-metadata-quorum.sh kafka-leader-election kafka-leader-election.sh kafka-storage "
    "kafka-storage.sh kafka-producer-perf-test kafka-producer-perf-test.sh kafka-consumer-perf-test "
    "kafka-consumer-perf-test.sh kafka-verifiable-producer kafka-verifiable-producer.sh "
    "kafka-features kafka-features.sh kcat kafkacat rpk rabbitmqctl rabbitmq-diagnostics "
    "rabbitmq-queues rabbitmq-streams rabbitmq-upgrade rabbitmq-plugins rabbitmqadmin nats "
    "pulsar-admin pulsarctl",
    "pipelines": "circleci jenkins-cli bk buildkite-agent drone woodpecker-cli tkn gitlab-runner travis act argo",
    "watching": "deck kong apigeecli dnscontrol lexicon fastly dog dogshell pd sentry-cli grafana-cli grafana "
    "grafanactl promtool amtool algolia flarectl ldcli splunk octodns-sync newrelic logcli tempo-cli "
    "mimirtool datadog-ci honeytail cloudflared",
    "batch": "scancel qdel bkill canceljob sbatch srun salloc qsub bsub squeue sinfo sacct sstat sprio sshare "
    "sreport sdiag qstat pbsnodes tracejob bjobs bqueues bhosts bhist bacct lsid lsload lshosts "
    "busers qhost qacct showq checkjob nomad consul scontrol sacctmgr etcdctl airflow prefect ray "
    "temporal tctl spark-submit spark-shell pyspark flink",
    "services": "stripe twilio sendgrid wandb huggingface-cli hf mlflow kaggle auth0 shopify contentful okta "
    "slack hubspot hs sf sfdx planetscale pscale neonctl neon confluent databricks snow elastic ecctl "
    "appwrite xata upstash",
    "cluster_tools": "crane gcrane skopeo regctl oras cosign notation kops rke k3sup talosctl clusterctl cilium "
    "rke2 k3s k0s k0sctl cf cf7 cf8 skaffold tilt devspace okteto garden telepresence hdfs hadoop sst "
    "amplify chalice zappa apex nhost shuttle aws-nuke gcp-nuke az-nuke azure-nuke leftovers "
    "cloud-nuke nodetool zkcli.sh zkcli zookeeper-shell zookeeper-shell.sh aliyun tccli ovh calicoctl "
    "boundary waypoint kubeseal krew acorn replicated",
    "containers": "docker podman nerdctl buildah podman-remote finch docker-compose podman-compose",
    "kubernetes": "kubectl oc k kubecolor microk8s.kubectl stern kubetail k9s kubectx kubens",
    "infrastructure": "terraform tofu opentofu terragrunt tf terramate pulumi cdk cdktf sam serverless sls vagrant "
    "packer ansible ansible-playbook ansible-pull ansible-vault ansible-galaxy ansible-inventory "
    "ansible-doc ansible-lint ansible-config",
    "statements": "drop alter delete insert grant revoke update flushall flushdb invoke-expression set-service"
    " clear-content invoke-webrequest format-volume invoke-command stop-service clear-recyclebin"
    " remove-localuser move-item stop-computer invoke-restmethod get-content clear-item remove-aduser"
    " out-file add-content set-content initialize-disk remove-partition set-itemproperty copy-item"
    " restart-computer remove-item clear-history set-executionpolicy start-process clear-eventlog"
    " get-childitem remove-itemproperty stop-process new-item rename-item remove-service clear-disk",
    "guards": "commensurate nah dcg dippy shellfirm tirith cc-safety-net safety-net llamafirewall doberman"
    " claude codex gemini openclaw clawdbot opencode hermes amp kiro kiro-cli crush aider qwen droid"
    " cursor-agent devin cline roo auggie plandex antigravity",
    "looking": "echo printf pwd true false : sleep seq expr basename dirname factor numfmt yes test [ [[ tput clear cal ncal tty let times cowsay fortune figlet toilet lolcat units bc dc dirs getopt getopts ps pgrep pidof pstree top htop btop atop glances w who whoami id groups uname uptime last lastb lastlog free vmstat iostat mpstat pidstat sar nproc lscpu lsusb lspci lsmod lshw lsns lsipc lslocks lsmem lslogins inxi neofetch fastfetch screenfetch hwinfo dmidecode sensors acpi logname users pinky finger locale getconf printenv type which whereis whatis apropos info tldr compgen jobs findmnt lsblk df mountpoint modinfo getcap getfacl lsattr namei pathchk nvidia-smi tracepath ping ping6 fping traceroute traceroute6 mtr dig delv kdig drill nslookup host whois nstat vnstat iftop nethogs ipcalc sipcalc lsof nettop fs_usage iotop slabtop fc-list fc-match xdpyinfo glxinfo vainfo hostid systemd-detect-virt systemd-path systemd-cgls systemd-cgtop systemd-delta zdump dpkg-query apt-cache pkg-config pkgconf pacman-conf ifstat iwgetid wslpath cygpath sw_vers vm_stat system_profiler ioreg mdls mdfind pathping nbtstat tasklist systeminfo driverquery getmac where quser qwinsta ver filefrag ipinfo xwininfo xlsclients lsclocks lsfd lsirq irqtop utmpdump cat bat batcat nl tac rev od hexdump hd strings more most pg zless zmore zcat gzcat bzcat xzcat lzcat zstdcat zdiff zcmp bzdiff bzless xzless lz4cat md5sum md5 sha1sum sha224sum sha256sum sha384sum sha512sum b2sum b3sum shasum cksum sum crc32 rhash xxhsum wc cmp diff diff3 colordiff icdiff difft delta wdiff comm paste expand unexpand fold fmt look tsort readelf nm size c++filt addr2line ldd objdump otool ffprobe mediainfo pdfinfo pdffonts identify cloc scc tokei sloccount gron fx jless csvlook csvstat csvcut csvgrep csvsort csvjson in2csv xsv jc hexyl glow mdcat pygmentize chroma highlight enca uchardet chardet soxi zipinfo lsar zipdetails rpm2cpio rdjpgcom pngcheck head tail cut column join pr hunspell spell sdiff zipgrep texcount olevba xmlwf jsonlint yamllint markdownlint shellcheck hadolint codespell vale proselint ls dir vdir exa eza lsd stat du gdu dust realpath readlink locate mlocate plocate duf erd ncdu tree file less tr man uniq xxd sort shuf iconv xmllint base64 base32 basenc uuencode uudecode grep egrep fgrep zgrep zegrep bzgrep xzgrep pcregrep pcre2grep ugrep rgrep ggrep rg ag ack jq gojq jaq yq date hostname dnsdomainname domainname nisdomainname dmesg history fc ss netstat tcpdump tshark dumpcap fuser arp hash ulimit umask stty blkid getent fzf sk nmap rustscan masscan exiftool",
    "virtual": "qm pct virsh vboxmanage lxc incus multipass limactl orb utmctl prlctl vmrun govc adb fastboot heimdall flashrom avrdude openocd dfu-util st-flash stm32flash bossac esptool esptool.py espefuse.py nrfjprog pyocd probe-rs rpiboot idevicerestore flashcp nandwrite flash_erase flash_eraseall ubiformat fwupdtool afulnx_64 ilorest efivar racadm ipmitool ipmi-chassis lxc-ls lxc-info lxc-checkconfig lxc-top virt-top virt-what virt-df virt-ls virt-cat pveversion lxc-destroy lxc-stop lxc-create lxc-start lxc-copy lxc-snapshot virt-install virt-clone vzdump qemu-img qemu-system-x86_64 qemu-system-aarch64 kvm",
    "versioning": "hg chg svn svnadmin svnlook jj fossil p4 cvs bzr brz pijul darcs",
    "windows": "cmd powershell pwsh powershell_ise pwsh-preview rd deltree del erase format copy xcopy move ren robocopy forfiles runas findstr mshta rundll32 regsvr32 cscript wscript installutil regasm regsvcs cmstp odbcconf net net1 reg vssadmin wbadmin bcdedit wevtutil netsh icacls takeown attrib cipher diskpart schtasks sc taskkill tskill wmic fsutil certutil bitsadmin setx auditpol manage-bde chkdsk sfc dism msiexec mklink label subst mountvol cmdkey vaultcmd logoff gpupdate w32tm compact recover regedit wsl",
    "macos": "defaults dscl dseditgroup sysadminctl dsenableroot createhomedir dscacheutil launchctl networksetup systemsetup scutil pmset spctl csrutil fdesetup pwpolicy startosinstall nvram bless kextload kextunload kextcache kmutil systemkextsctl systemextensionsctl softwareupdate profiles tccutil mdutil mdimport codesign productsign notarytool altool stapler xcodebuild pkgbuild productbuild xcrun xcode-select simctl sips qlmanage textutil plutil pkgutil installer mas sample spindump leaks heap vmmap log ipconfig kextstat hostinfo machine tmdiagnose latency powermetrics",
    "messages": "bitcoin-cli litecoin-cli dogecoin-cli cast solana spl-token near sui aptos mail mailx nail s-nail bsd-mailx mutt neomutt sendmail sendemail msmtp ssmtp swaks exim exim4 postmail smtp-cli himalaya aerc mailq postconf postqueue postsuper postfix newaliases postmap postalias slackcat slack-notify telegram-send signal-cli twurl toot t discord.sh matrix-commander sendxmpp gotify pushover wall write mesg mosquitto_pub mosquitto_sub open xdg-open gnome-open kde-open gio-open wslview explorer sensible-browser www-browser firefox chrome google-chrome chromium safari brave lynx w3m links elinks browsh pbpaste wl-paste pbcopy wl-copy xclip xsel clip say espeak espeak-ng spd-say festival screencapture scrot gnome-screenshot maim flameshot spectacle grim xfce4-screenshooter notify-send terminal-notifier zenity kdialog dialog whiptail osd_cat afplay aplay paplay mpv mplayer vlc cvlc ffplay play lp lpr lpstat lpq lprm cancel feh eog evince okular zathura xpdf sxiv imv display todo todo.sh task-warrior tod taskwarrior khal khard calcurse remind",
    "keys": "gpg gpg2 gpgsm gpgv gpgconf gpg-connect-agent openssl libressl ssh-keygen ssh-keyscan sshd ssh-agent ssh-add ssh-copy-id pass gopass passage op bw bws lpass rbw vault bao security keytool jarsigner age rage age-keygen sops step step-cli certbot acme.sh lego mkcert update-ca-certificates update-ca-trust trust minisign signify secret-tool keyring htpasswd mkpasswd pwgen apg openssl-passwd ansible-vault-client kinit kdestroy klist ktutil kadmin elasticsearch-keystore ykman",
    "network": "iptables ip6tables ebtables arptables iptables-nft iptables-legacy iptables-save ip6tables-save iptables-restore ip6tables-restore netfilter-persistent nft ufw gufw firewall-cmd firewall-offline-cmd ipset fail2ban-client pfctl ipfw ip ifconfig iwconfig iw wpa_cli iwctl connmanctl ethtool mii-tool bridge brctl vconfig ovs-vsctl wg bluetoothctl wg-quick ifup ifdown dhclient dhcpcd wpa_supplicant nmtui netplan openvpn openconnect vpnc tailscale zerotier-cli nordvpn route routel nmcli tc resolvconf systemd-resolve hostess nsupdate rndc pdnsutil nc ncat netcat nc.traditional nc.openbsd socat telnet ngrok localtunnel lt bore frpc chisel pagekite serveo localhost.run expose zrok rathole inlets tor i2pd privoxy stunnel redsocks sslh v2ray xray shadowsocks ss-local wakeonlan etherwake rpcclient smbclient smbmap crackmapexec evil-winrm impacket-psexec hydra ncrack sqlmap nikto gobuster ffuf dirb dirbuster wfuzz metasploit msfconsole msfvenom hping3 arpspoof ettercap bettercap aircrack-ng responder",
    "accounts": "useradd adduser groupadd addgroup newusers userdel deluser groupdel delgroup usermod groupmod gpasswd passwd chpasswd chage chsh chfn visudo vipw vigr",
    "system": "kill killall pkill skill killall5 xkill renice systemctl service invoke-rc.d rc-service update-rc.d chkconfig rc-update sysv-rc-conf insserv initctl sv rc-status svc openrc s6-svc start stop restart reload supervisorctl pm2 forever monit circusctl apachectl apache2ctl httpd nginx haproxy journalctl loginctl hostnamectl timedatectl localectl machinectl resolvectl networkctl bootctl coredumpctl busctl systemd-analyze portablectl homectl userdbctl oomctl varlinkctl shutdown reboot poweroff halt init telinit crontab fcrontab atrm atq anacron run-parts cron crond sysctl modprobe insmod kmod depmod dkms rmmod ldconfig update-grub grub-install grub-mkconfig grub2-mkconfig efibootmgr update-initramfs mkinitcpio dracut kexec grubby systemd-tmpfiles systemd-sysusers systemd-firstboot systemd-notify logrotate logger auditctl ausearch aureport lastlog2 faillog dconf gsettings gconftool-2 xfconf-query kwriteconfig5 kwriteconfig6 xset xrandr xinput setxkbmap xmodmap xrdb xgamma xdotool wmctrl brightnessctl light amixer pactl pacmd alsactl wpctl playerctl setterm loadkeys rfkill xauth ipcrm ipcs hwclock ntpdate chronyc ntpq rdate tuned-adm powerprofilesctl cpupower sosreport sos",
    "disks": "mkfs mke2fs mkdosfs mkntfs mkexfatfs mkswap mkudffs newfs newfs_msdos newfs_hfs newfs_apfs mkreiserfs mkfs.ext2 mkfs.ext3 mkfs.ext4 mkfs.xfs mkfs.btrfs mkfs.fat mkfs.vfat mkfs.msdos mkfs.ntfs mkfs.exfat mkfs.f2fs mkfs.minix mkfs.jfs mkfs.reiserfs mkfs.bfs mkfs.cramfs mkfs.udf mkfs.erofs mkfs.nilfs2 mkfs.apfs mkfs.hfs mkfs.hfsplus mkfs.ocfs2 mkfs.gfs2 mkfs.bcachefs fdisk cfdisk sfdisk gdisk cgdisk fixparts sgdisk parted partprobe partx kpartx wipefs blkdiscard sg_format sg_sanitize badblocks blockdev fsck e2fsck fsck.ext4 fsck.ext3 fsck.ext2 fsck.vfat fsck.fat dosfsck xfs_repair ntfsfix fsck_hfs fsck_apfs btrfsck resize2fs tune2fs e2label fatlabel ntfslabel xfs_growfs xfs_admin ntfsresize e4defrag fstrim debugfs zerofree dumpe2fs xfs_info xfs_db e2image partclone.info smartctl lsscsi multipath mdadm dmsetup losetup cryptsetup nvme hdparm sdparm mount umount unmount fusermount fusermount3 udisksctl pumount sshfs mount.nfs mount.cifs pmount archivemount encfs gocryptfs swapon swapoff diskutil hdiutil asr dump xfsdump restore xfsrestore partclone.ext4 partclone.dd partimage clonezilla ocs-sr fsarchiver testdisk photorec quota repquota edquota setquota quotaon quotaoff",
    "backups": "restic resticprofile rustic borg borgmatic duplicity kopia duplicati-cli rsnapshot backrest tmutil snapper bup attic etckeeper timeshift rdiff-backup zfs zpool btrfs lvs vgs pvs lvdisplay vgdisplay pvdisplay lvscan vgscan pvscan lvmdiskscan lvmconfig pvck vgck lvremove vgremove pvremove lvreduce vgreduce lvresize pvmove lvconvert vgmerge vgsplit pvresize lvchange vgchange pvchange lvrename vgrename lvextend vgextend lvmdevices vgimport vgexport lvcreate vgcreate pvcreate lvm",
    "forges": "gh hub glab tea",
    "transfer": "tar gtar bsdtar rsync scp pscp rcp sftp lftp ftp ncftp tftp psftp gzip gunzip pigz unpigz bzip2 bunzip2 pbzip2 lbzip2 compress uncompress znew xz unxz lzma unlzma pixz lzip plzip lrzip bzip3 zstd unzstd pzstd lz4 unlz4 brotli snzip lzop zip unzip 7z 7za 7zz 7zr p7zip unrar rar lha arj cabextract unar unp dtrx atool aunpack apack cpio pax croc wormhole magic-wormhole ffsend transfer onionshare onionshare-cli unison osync",
    "building": "make gmake mingw32-make bmake cmake ninja meson samu scons waf xmake tup b2 bjam ctest cpack autoreconf autoconf automake configure just task go-task invoke inv fab doit grunt gulp jake lerna moon earthly dagger mage pybuilder pyb turbo nx lage tox nox pytest py.test unittest nose2 green ward stestr robot behave lettuce coverage hypothesis locust jest vitest mocha ava tap jasmine karma cypress playwright wdio testcafe nyc c8 uvu qunit storybook web-test-runner rspec cucumber minitest phpunit pest codecept behat bats shunit2 busted k6 artillery gotestsum ginkgo newman vite webpack rollup parcel esbuild swc tsup ng next nuxt nuxi gatsby astro remix svelte-kit vue-cli-service react-scripts craco expo ember quasar eleventy hugo jekyll mkdocs sphinx-build docusaurus gitbook vuepress vitepress tauri electron-builder electron-forge metro babel snowpack brunch wp-scripts tsc vue-tsc tsgo eslint stylelint standard xo tslint oxlint jshint rubocop standardrb rails_best_practices reek phpcs phpstan psalm golangci-lint staticcheck revive swiftlint ktlint detekt scalafix hlint credo markdownlint-cli2 remark textlint cfn-lint tflint checkov tfsec trivy semgrep bandit safety flake8 pylint pyright basedpyright mypy dmypy pyre pytype ty pydocstyle pycodestyle vulture radon xenon interrogate sqlfluff actionlint commitlint knip depcheck ts-prune madge license-checker size-limit bundlewatch lighthouse pa11y cspell write-good doc8 rstcheck twine_check check-manifest pip-audit cargo-audit govulncheck osv-scanner grype syft gitleaks trufflehog detect-secrets kube-linter kubeconform kubeval conftest spectral redocly buf ruff biome rome deno_fmt prettier prettierd dprint black yapf autopep8 isort autoflake pyupgrade djhtml docformatter ssort add-trailing-comma rustfmt gofmt goimports gofumpt clang-format shfmt taplo stylua scalafmt google-java-format csharpier fantomas ocamlformat mix_format swiftformat cmake-format nixfmt alejandra nixpkgs-fmt terraform-fmt latexindent xmlformat pre-commit lefthook husky lint-staged overcommit gcc g++ cc c++ clang clang++ c99 c89 tcc icc nvcc gfortran rustc javac kotlinc scalac ghc ocamlc ocamlopt ld lld gold as nasm yasm gnatmake dmd ldc2 swiftc zig_cc emcc fpc mcs csc valac protoc flex bison yacc lex m4 strip objcopy ar ranlib install_name_tool codesign_allocate lipo patchelf chrpath jar uic moc rcc gdb lldb cgdb java javaw http-server serve live-server browser-sync json-server mockoon-cli gunicorn uvicorn hypercorn daphne waitress-serve puma unicorn thin streamlit gradio jupyter jupyter-lab jupyter-notebook php-fpm",
    "system_packages": "apt apt-get aptitude apt-mark nala dpkg dpkg-reconfigure update-alternatives alternatives add-apt-repository apt-add-repository apt-key dnf yum microdnf dnf5 tdnf zypper rpm pacman yay paru pamac pikaur apk emerge brew port snap flatpak nix-env nix nix-collect-garbage winget choco scoop chocolatey cargo rustup go gem bundle bundler composer dotnet nuget dart flutter pub rebar3 opam stack cabal raco luarocks cpan cpanm pod swift-package lein conan vcpkg tlmgr mvn mvnw mvnd gradle gradlew sbt ant bazel bazelisk buck2 pants mill",
    "packages": "npm cnpm tnpm pnpm yarn yarnpkg bun npx pnpx bunx uvx pip pip3 pip3.10 pip3.11 pip3.12 pip3.13 pip3.14 uv pipx poetry pdm hatch pipenv rye flit pixi conda mamba micromamba twine nvm fnm n volta pyenv rbenv nodenv asdf mise rtx jenv goenv tfenv sdk rvm proto corepack",
    "git": "git git-filter-repo git-lfs bfg gitk tig lazygit",
    "permissions": "chmod gchmod chown chgrp gchown gchgrp setfacl chattr chflags setcap chcon restorecon semanage setfattr setenforce getenforce sestatus getfattr xattr setfile",
    "text": "xmlstarlet xml sed gsed awk gawk mawk nawk original-awk vi vim nvim view gvim ex rvim vimdiff emacs emacsclient nano pico micro hx helix joe kak kakoune gedit kate code subl code-insiders cursor mate zed ed red sd patch dos2unix unix2dos mac2unix unix2mac pandoc convert magick ffmpeg sox gs inkscape pdftotext pdftoppm pdftk qpdf cwebp mogrify jpegoptim optipng pngquant",
    "files": "rm grm unlink rmdir rimraf del-cli rimraf.js trash trash-put gio-trash trash-cli rmtrash trash-empty trash-list trash-restore restore-trash trash-rm mv gmv cp gcp ln link gln install ginstall mkdir mkfifo gmkdir mktemp tempfile touch gtouch mknod tee gtee truncate gtruncate fallocate dd dcfldd dc3dd ddrescue shred gshred srm wipe scrub split csplit gsplit rename prename perl-rename rename.ul mmv sync fdupes jdupes rdfind mkisofs genisoimage xorriso pv sponge",
    "orm": "prisma drizzle-kit supabase alembic knex sequelize sequelize-cli typeorm"
    " typeorm-ts-node-commonjs typeorm-ts-node-esm mikro-orm mikro-orm-esm payload ace convex strapi"
    " medusa wasp graphile-migrate node-pg-migrate pg-migrate db-migrate migrate-mongo aerich yoyo"
    " yoyo-migrate",
    "migrators": "flyway liquibase dbmate migrate golang-migrate atlas sqlx diesel sea-orm-cli sea hasura dbt"
    " dbtf sqitch phinx turso dotnet-ef encore goose",
    "frameworks": "rails rake manage.py django-admin django-admin.py flask mix",
    "php_sites": "artisan sail console symfony-console doctrine doctrine.php wp wp-cli wp-cli.phar wp.phar spark"
    " yii cake drush magento",
    "databases": "psql pgcli vsql gsql ysqlsh mysql mariadb mycli sqlite3 sqlite litecli sqlcipher duckdb"
    " clickhouse-client clickhouse-local chdb clickhouse sqlcmd mssql-cli osql isql snowsql cqlsh"
    " cockroach trino presto presto-cli trino-cli hive beeline spark-sql impala-shell usql sqlplus"
    " sql steampipe",
    "stores": "redis-cli valkey-cli keydb-cli iredis mongosh mongo cypher-shell mongodump mongoexport bsondump"
    " mongostat mongotop mongorestore mongoimport neo4j-admin",
    "database_tools": "dropdb createdb dropuser createuser pg_dump pg_dumpall pg_restore pg_ctl pg_dropcluster"
    " pg_createcluster pg_ctlcluster pg_lsclusters pg_isready pg_config pg_controldata pg_waldump"
    " pg_amcheck pg_checksums pg_resetwal pg_resetxlog pg_rewind pg_archivecleanup pg_upgrade"
    " pg_basebackup pg_receivewal pg_repack initdb vacuumdb reindexdb clusterdb pgbench mysqldump"
    " mariadb-dump mysqlpump mydumper mysqlimport mariadb-import myloader mysqlcheck mariadb-check"
    " mysqlshow mysqlslap mysqlbinlog mariadb-binlog mysql_secure_installation mysql_install_db"
    " mariadb-install-db bcp sqldiff sqlite3_analyzer litestream pgbackrest barman wal-g pg_probackup"
    " xtrabackup mariabackup mysqladmin mariadb-admin influx",
    "wrappers": "env genv sudo doas pkexec su runuser sg gosu su-exec setuidgid chpst setpriv timeout gtimeout"
    " nice gnice ionice chrt taskset numactl prlimit cpulimit cgexec trickle faketime command builtin"
    " exec noglob nocorrect eval nohup setsid unbuffer chronic ifne rlwrap winpty busybox toybox"
    " dumb-init fakeroot catchsegv linux32 linux64 torify tsocks arch tini stdbuf gstdbuf time gtime"
    " script flock lockf chroot arch-chroot unshare nsenter capsh strace ltrace dtruss truss ktrace"
    " valgrind perf caffeinate proxychains proxychains4 torsocks dbus-run-session dbus-launch"
    " xvfb-run firejail systemd-inhibit systemd-run watchexec nodemon direnv aws-vault"
    " dotenvx dotenv dotenv-cli aws-okta saml2aws teller summon envconsul "
    " envchain env-cmd cross-env cross-env-shell with-contenv sshpass",
    "sessions": "watch at batch expect autoexpect entr hyperfine concurrently tmux screen",
    "finders": "find gfind bfs fd fdfind xargs gxargs parallel rush",
    "remotes": "ssh slogin rsh dbclient plink tsh mosh autossh pdsh pssh parallel-ssh clush dsh",
    "interpreters": "sh bash zsh dash ksh ksh93 mksh ash fish rbash csh tcsh yash hush python python2 python2.7"
    " python3 pypy pypy3 ipython py python3.6 python3.7 python3.8 python3.9 python3.10 python3.11"
    " python3.12 python3.13 python3.14 python3.15 python3.16 python3.17 python3.18 python3.19 node"
    " nodejs ts-node tsx qjs perl ruby jruby irb php deno osascript lua luajit lua5.4 lua5.3 rscript"
    " r julia groovy scala kotlin elixir iex nu xonsh elvish nim crystal tclsh wish expectk swift ghci runghc guile sbcl ecl clisp racket clojure clj bb janet gnuplot octave maxima gap jshell erl",
}

FAMILY: Mapping[str, str] = {name: family for family, names in _FAMILIES.items() for name in names.split()}


_LONG_ENOUGH = 4
_TOO_LONG = 24
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def misspelt(program: str) -> bool:
    """True for a name one letter away from a program that is known: nothing answers to it, nothing runs."""
    if not _LONG_ENOUGH <= len(program) <= _TOO_LONG or program in FAMILY:
        return False
    end = len(program)
    shorter = {program[:at] + program[at + 1 :] for at in range(end)}
    swapped = {program[:at] + program[at + 1] + program[at] + program[at + 2 :] for at in range(end - 1)}
    if any(name in FAMILY for name in shorter | swapped if len(name) >= _LONG_ENOUGH - 1):
        return True
    return any(program[:at] + letter + program[at:] in FAMILY for at in range(end + 1) for letter in _LETTERS)
