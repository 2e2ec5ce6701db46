package org.scangate.testing;

import java.util.LinkedHashMap;
import java.util.Map;

/** The lines of a clamd.conf. */
final class ClamdConf {
  private final Map<String, String> lines = new LinkedHashMap<>();

  /** What a {@link ClamdServer} has if its test does not say otherwise. */
  ClamdConf() {
    set("Foreground", "yes");
    set("SelfCheck", "0");
    set("DisableCache", "no");
    set("MaxThreads", "20");
    set("StreamMaxLength", "100M");
    set("MaxFileSize", "100M");
    set("MaxScanSize", "400M");
    set("AlertExceedsMax", "yes");
    set("AlertEncrypted", "yes");
    set("LogTime", "yes");
    set("LogFileMaxSize", "0");
    set("TCPAddr", "127.0.0.1");
  }

  ClamdConf(ClamdConf original) {
    lines.putAll(original.lines);
  }

  static Map<String, String> debianLimits() {
    return Map.of(
        "StreamMaxLength", "25M",
        "MaxFileSize", "25M",
        "MaxScanSize", "100M",
        "MaxThreads", "12",
        "AlertExceedsMax", "no",
        "AlertEncrypted", "no");
  }

  /** Sets a line, or takes it out if its value is empty. */
  void set(String name, Object value) {
    String text = value.toString();
    if (text.isEmpty()) {
      lines.remove(name);
    } else {
      lines.put(name, text);
    }
  }

  void setAll(Map<String, String> changes) {
    changes.forEach(this::set);
  }

  String text() {
    StringBuilder text = new StringBuilder();
    lines.forEach((name, value) -> text.append(name).append(' ').append(value).append('\n'));
    return text.toString();
  }
}
