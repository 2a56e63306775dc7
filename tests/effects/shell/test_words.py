"""What the words of a command become before it runs."""

import pytest

from effects.shell.commands import words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rm a b", ["rm a b"]),
        ("rm 'a b'", ["rm a b"]),
        ("r''m x", ["rm x"]),
        ('"r"m x', ["rm x"]),
        ("r\\m x", ["rm x"]),
        ("\\rm x", ["rm x"]),
        ("$'\\x72\\x6d' x", ["rm x"]),
        ("$'\\162m' x", ["rm x"]),
        ("rm a\\ b", ["rm a b"]),
        ('rm "a\\"b"', ['rm a"b']),
        ("rm 'a'\"b\"c", ["rm abc"]),
        ("rm \\\n -rf \\\n x", ["rm -rf x"]),
        ("rm -rf x # y", ["rm -rf x"]),
        ('rm $"x"', ["rm x"]),
    ],
)
def test_quotes_are_taken_off(text: str, expected: list[str]) -> None:
    """A word is what bash would make of it."""
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rm {a,b}.txt", ["rm a.txt b.txt"]),
        ("{rm,-rf,/data}", ["rm -rf /data"]),
        ("rm x{1..3}", ["rm x1 x2 x3"]),
        ("rm '{a,b}'", ["rm {a,b}"]),
        ("rm {a,'b c'}", ["rm a b c"]),
        ("r{m,} x", ["rm r x"]),
        ("rm *.c", ["rm *.c°"]),
        ("rm '*.c'", ["rm *.c"]),
        ("rm \\*.c", ["rm *.c"]),
        ("rm [ab].c ?", ["rm [ab].c° ?°"]),
        ("rm ~/x '~/y'", ["rm ~/x ./~/y"]),
        ("find . -exec rm {} +", ["find . -exec rm {} +"]),
    ],
)
def test_braces_and_patterns(text: str, expected: list[str]) -> None:
    """Braces become words, patterns stay and are known as patterns; quoted ones are neither."""
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("R=rm; $R -rf x", ["rm -rf x"]),
        ("X='rm -rf y'; $X", ["rm -rf y"]),
        ("X='a b'; rm \"$X\"", ["rm a b"]),
        ("a=r b=m; $a$b x", ["rm x"]),
        ("a=r; b=${a}m; ${b} x", ["rm x"]),
        ("a=r; a+=m; $a x", ["rm x"]),
        ("rm ${X:-default}", ["rm default"]),
        ("X=; rm ${X:-default}", ["rm default"]),
        ("X=y; rm ${X:-default}", ["rm y"]),
        ("X=y; rm ${X:+other}", ["rm other"]),
        ("X=abcdef; rm ${X:1:2} ${X:4}", ["rm bc ef"]),
        ("X=a.tar.gz; rm ${X%.gz} ${X%%.*} ${X#a.} ${X##*.}", ["rm a.tar a tar.gz gz"]),
        ("X=aXb; rm ${X/X/-} ${X,,} ${X^^}", ["rm a-b axb AXB"]),
        ("X=Y; Y=z; rm ${!X} ${#Y}", ["rm z 1"]),
        ("rm $UNSET", ["rm ‹$UNSET›"]),
        ('rm "$UNSET"/x', ["rm ‹$UNSET/x›"]),
        ("rm $HOME/x $PWD/y", ["rm /home/ada/x /w/p/y"]),
        ('X=*.c; rm $X; rm "$X"', ["rm *.c°", "rm *.c"]),
        ("rm $((1+2)) $((2*3))", ["rm 3 6"]),
        ("a=(x y); rm ${a[@]} ${a[1]} ${#a[@]}", ["rm x y y 2"]),
        ('a=("x y" z); rm "${a[@]}"', ["rm x y z"]),
        ("set -- x y; rm $1 $2 $@", ["rm x y x y"]),
        ("rm $3", ["rm"]),
        ("X=y true; rm $X", ["true", "rm ‹$X›"][1:]),
    ],
)
def test_variables_of_the_line_itself_are_known(text: str, expected: list[str]) -> None:
    """What the line assigned is put in; what it did not stays as it was written."""
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$(echo rm) x", ["rm x"]),
        ("`echo rm` x", ["rm x"]),
        ("$(printf '%s' rm) x", ["rm x"]),
        ("$(printf '\\x72\\x6d') x", ["rm x"]),
        ("$(echo cm0= | base64 -d) x", ["base64 -d", "rm x"]),
        ("rm $(pwd)/x", ["rm /w/p/x"]),
        ("$(which rm) x", ["which rm", "/usr/bin/rm x"]),
        ("$(command -v rm) x", ["/usr/bin/rm x"]),
        ("rm $(cat list)", ["cat list", "rm ‹$(cat list)›"]),
        ('rm "$(ls $(echo a))"', ["ls a", "rm *°"]),
        ("rm `ls \\`echo a\\``", ["ls a", "rm *°"]),
        ("diff <(sort a) <(sort b)", ["sort a", "sort b", "diff ‹<(sort a)› ‹<(sort b)›"]),
        ("x=$(rm y)", ["rm y"]),
        ("echo $(rm y)", ["rm y"]),
        ('[ -n "$(rm y)" ]', ["rm y"]),
        ("[[ $(rm y) == z ]]", ["rm y"]),
        ("((x = $(rm y)))", ["rm y"]),
        ('echo "${X:-$(rm y)}"', ["rm y"]),
        ("case $(rm y) in *) ;; esac", ["rm y"]),
        ("for f in $(rm y); do :; done", ["rm y"]),
        ("echo $(( $(rm y) + 1 ))", ["rm y"]),
    ],
)
def test_what_runs_inside_a_word_is_read(text: str, expected: list[str]) -> None:
    """A substitution runs wherever it stands; what it prints is put in where the line itself says it."""
    assert words(text) == expected
