// SPDX-License-Identifier: GPL-3.0-or-later
// Follows the audio in the text. The page is whole without it: the audio has its own controls.
'use strict';
(function () {
  var audio = document.querySelector('audio');
  var sentences = Array.prototype.slice.call(document.querySelectorAll('[data-start]'));
  var controls = document.getElementById('controls');
  var status = document.getElementById('status');
  if (!audio || !controls || sentences.length === 0) return;

  var starts = sentences.map(function (s) { return parseFloat(s.dataset.start); });
  var key = 'crier:' + (document.documentElement.dataset.article || location.pathname);
  var current = -1, sleepAt = 0, atEndOf = 0;

  // Storage may be forbidden, from file:// for example: then nothing is remembered.
  function recall(name) { try { return localStorage.getItem(key + name); } catch (e) { return null; } }
  function remember(name, value) { try { localStorage.setItem(key + name, value); } catch (e) { /* no place */ } }
  function say(words) { status.textContent = words; }

  // The last sentence that begins at this time or before it.
  function find(time) {
    var low = 0, high = starts.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (starts[middle] <= time) low = middle + 1; else high = middle;
    }
    return low - 1;
  }

  function isVisible(element) {
    var box = element.getBoundingClientRect();
    return box.top >= 0 && box.bottom <= window.innerHeight;
  }

  function show(index, scroll) {
    if (index === current) return;
    if (current >= 0) {
      sentences[current].classList.remove('now');
      sentences[current].removeAttribute('aria-current');
    }
    current = index;
    if (index < 0) return;
    sentences[index].classList.add('now');
    sentences[index].setAttribute('aria-current', 'true');
    if (scroll && !isVisible(sentences[index])) sentences[index].scrollIntoView({ block: 'center' });
  }

  function goTo(index, play) {
    if (index < 0) index = 0;
    if (index >= starts.length) { say(controls.dataset.end); return; }
    audio.currentTime = starts[index];
    show(index, true);
    if (play) audio.play();
  }

  function headingFrom(step) {
    for (var i = current + step; i >= 0 && i < sentences.length; i += step)
      if (sentences[i].closest('h1, h2, h3, h4, h5, h6')) return i;
    return step < 0 ? 0 : sentences.length;
  }

  var actions = {
    back: function () { goTo(current - 1, !audio.paused); },
    forward: function () { goTo(current + 1, !audio.paused); },
    'heading-back': function () { goTo(headingFrom(-1), !audio.paused); },
    'heading-forward': function () { goTo(headingFrom(1), !audio.paused); },
    again: function () { goTo(Math.max(current, 0), true); }
  };

  controls.addEventListener('click', function (event) {
    var button = event.target.closest('button');
    if (button && actions[button.value]) actions[button.value]();
  });

  var rate = document.getElementById('rate');
  rate.addEventListener('change', function () {
    audio.playbackRate = parseFloat(rate.value);
    remember(':rate', rate.value);
    say(rate.options[rate.selectedIndex].text);
  });

  var sleep = document.getElementById('sleep');
  sleep.addEventListener('change', function () {
    var minutes = parseFloat(sleep.value);
    sleepAt = minutes > 0 ? Date.now() + minutes * 60000 : 0;
    atEndOf = minutes < 0 ? 1 : 0;
    say(sleep.options[sleep.selectedIndex].text);
  });

  document.querySelector('main').addEventListener('click', function (event) {
    var sentence = event.target.closest('[data-start]');
    if (!sentence || event.target.closest('a') || String(window.getSelection())) return;
    goTo(sentences.indexOf(sentence), true);
  });

  audio.addEventListener('timeupdate', function () {
    var index = find(audio.currentTime);
    if (atEndOf && index > current && current >= 0) { audio.pause(); atEndOf = 0; sleep.value = '0'; }
    if (sleepAt && Date.now() >= sleepAt) { audio.pause(); sleepAt = 0; sleep.value = '0'; }
    if (index !== current) remember(':place', String(starts[Math.max(index, 0)]));
    show(index, !audio.paused);
  });
  audio.addEventListener('seeked', function () { show(find(audio.currentTime), false); });
  audio.addEventListener('ended', function () { remember(':place', '0'); show(-1, false); });

  var place = parseFloat(recall(':place')), wanted = recall(':rate');
  if (wanted && rate.querySelector('option[value="' + wanted.replace(/[^0-9.]/g, '') + '"]')) {
    rate.value = wanted;
    audio.playbackRate = parseFloat(wanted);
  }
  var fragment = /^#s[0-9]+$/.test(location.hash) ? document.getElementById(location.hash.slice(1)) : null;
  if (fragment) place = parseFloat(fragment.dataset.start);
  if (place > 0) {
    audio.addEventListener('loadedmetadata', function () { audio.currentTime = place; }, { once: true });
    show(find(place), false);
  }

  if ('mediaSession' in navigator && window.MediaMetadata) {
    navigator.mediaSession.metadata = new MediaMetadata({
      title: document.querySelector('h1').textContent, artist: controls.dataset.artist || ''
    });
    navigator.mediaSession.setActionHandler('previoustrack', actions.back);
    navigator.mediaSession.setActionHandler('nexttrack', actions.forward);
  }
  controls.hidden = false;
}());
