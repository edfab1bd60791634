#!/bin/sh
# Articles from the web: what is refused, and how it is said. tests/unit/test_fetch.c
# talks to a server.
. "$(dirname "$0")/lib.sh"

for address in http://127.0.0.1:9/a http://localhost:9/a 'http://[::1]:9/a'; do
    it "this machine is refused: $address"
    run inspect "$address" --stage=blocks
    expect_exit 3
    expect_one_line "$address" 'private'
    expect_no_out
done

it 'with leave it is tried, and nobody answers'
run inspect http://127.0.0.1:9/a --stage=blocks --allow-private
expect_exit 3
expect_one_line http://127.0.0.1:9/a 'refused'

it 'nothing is written when nothing was fetched'
run speak http://127.0.0.1:9/news/rally.html -o "$T/rally.wav"
expect_exit 3
[ ! -e "$T/rally.wav" ] || complain 'a file was made'

it 'an address that is none'
run inspect 'http://' --stage=blocks
expect_exit 3
expect_one_line 'http://'

it 'two pages with one name do not fit into one folder'
mkdir -p "$T/audio"
run speak 'http://127.0.0.1:9/a/rally/?page=1' http://127.0.0.1:9/b/rally.html -o "$T/audio/"
expect_exit 2
expect_one_line 'rally.wav would be written twice'

finish
