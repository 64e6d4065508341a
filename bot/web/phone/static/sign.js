/* A frame to write one's name in with the finger. Plain old JavaScript, for phones that are old. */
(function () {
  "use strict";
  var pad = document.getElementById("pad"), form = document.getElementById("sign");
  var problem = document.getElementById("problem"), done = document.getElementById("done");
  var pen = pad.getContext && pad.getContext("2d");
  var strokes = [], stroke = null, finger = null, scale = 1;
  if (!pen) { return; }

  function size() {
    scale = Math.min(window.devicePixelRatio || 1, 2);
    pad.width = Math.round(pad.clientWidth * scale);
    pad.height = Math.round(pad.clientHeight * scale);
    for (var n = 0; n < strokes.length; n += 1) { draw(strokes[n], 0); }
  }

  function draw(points, from) {
    pen.lineWidth = 3.5 * scale;
    pen.lineCap = pen.lineJoin = "round";
    pen.strokeStyle = "#111";
    pen.beginPath();
    for (var n = Math.max(from - 1, 0); n < points.length; n += 1) {
      var x = points[n][0] * scale, y = points[n][1] * scale;
      if (n === Math.max(from - 1, 0)) { pen.moveTo(x, y); }
      pen.lineTo(x + 0.01, y);
    }
    pen.stroke();
  }

  function at(touch) {
    var box = pad.getBoundingClientRect();
    return [touch.clientX - box.left - pad.clientLeft, touch.clientY - box.top - pad.clientTop];
  }

  function begin(touch, id) {
    if (stroke) { return; }
    finger = id;
    stroke = [at(touch)];
    strokes.push(stroke);
    draw(stroke, 0);
    problem.hidden = true;
  }

  function go(touch, id) {
    if (!stroke || id !== finger) { return; }
    stroke.push(at(touch));
    draw(stroke, stroke.length - 1);
  }

  function end(id) {
    if (id === finger) { stroke = finger = null; }
  }

  function length() {
    var sum = 0;
    for (var n = 0; n < strokes.length; n += 1) {
      for (var m = 1; m < strokes[n].length; m += 1) {
        sum += Math.abs(strokes[n][m][0] - strokes[n][m - 1][0]) + Math.abs(strokes[n][m][1] - strokes[n][m - 1][1]);
      }
    }
    return sum;
  }

  function each(event, what) {
    event.preventDefault();
    for (var n = 0; n < event.changedTouches.length; n += 1) {
      what(event.changedTouches[n], event.changedTouches[n].identifier);
    }
  }

  if (window.PointerEvent) {
    pad.addEventListener("pointerdown", function (event) {
      event.preventDefault();
      if (pad.setPointerCapture) { pad.setPointerCapture(event.pointerId); }
      begin(event, event.pointerId);
    });
    pad.addEventListener("pointermove", function (event) { go(event, event.pointerId); });
    pad.addEventListener("pointerup", function (event) { end(event.pointerId); });
    pad.addEventListener("pointercancel", function (event) { end(event.pointerId); });
  } else {
    pad.addEventListener("touchstart", function (event) { each(event, begin); });
    pad.addEventListener("touchmove", function (event) { each(event, go); });
    pad.addEventListener("touchend", function (event) { each(event, function (_, id) { end(id); }); });
    pad.addEventListener("touchcancel", function (event) { each(event, function (_, id) { end(id); }); });
    pad.addEventListener("mousedown", function (event) { begin(event, "mouse"); });
    window.addEventListener("mousemove", function (event) { go(event, "mouse"); });
    window.addEventListener("mouseup", function () { end("mouse"); });
  }

  document.getElementById("again").addEventListener("click", function () {
    strokes = [];
    size();
  });
  form.addEventListener("submit", function (event) {
    if (length() < 40) {
      event.preventDefault();
      problem.textContent = "请先在框里用手指写名字";
      problem.hidden = false;
      return;
    }
    document.getElementById("drawing").value = pad.toDataURL("image/png");
    done.disabled = true;
  });
  window.addEventListener("resize", size);
  window.addEventListener("pageshow", function () { done.disabled = false; });
  size();
}());
