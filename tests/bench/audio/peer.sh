#!/bin/sh
# What a newsroom would do without Crier: espeak-ng's WAV, its loudness measured and
# mended in two passes, then MP3.   peer.sh TEXT OUT.mp3 KBIT
set -eu
wav=$2.wav
espeak-ng -v en-us -f "$1" -w "$wav"
target='I=-19:TP=-2:LRA=11'
ffmpeg -hide_banner -nostats -i "$wav" -af "loudnorm=$target:print_format=json" -f null - 2>"$2.log"
measured() { sed -n "s/.*\"$2\" : \"\([^\"]*\)\".*/\1/p" "$1"; }
ffmpeg -hide_banner -nostats -loglevel error -y -i "$wav" -af \
    "loudnorm=$target:linear=true:measured_I=$(measured "$2.log" input_i):measured_TP=$(measured "$2.log" input_tp):measured_LRA=$(measured "$2.log" input_lra):measured_thresh=$(measured "$2.log" input_thresh):offset=$(measured "$2.log" target_offset)" \
    -ar 44100 -ac 1 -c:a libmp3lame -b:a "${3}k" "$2"
rm -f "$wav" "$2.log"
