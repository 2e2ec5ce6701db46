package org.scangate.scanner.hashlist;

import java.io.InterruptedIOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What is gathered while lists are read. */
final class Gathered {

  private final Map<Kind, Entries> entries = new EnumMap<>(Kind.class);
  private final Names names;

  Gathered(List<String> fileNames) {
    names = new Names(fileNames);
  }

  void add(HexDigest digest, int name) {
    entries
        .computeIfAbsent(digest.kind(), kind -> new Entries())
        .add(digest.high(), digest.low(), name);
  }

  Names names() {
    return names;
  }

  /** Nothing may be added any more. */
  Map<Kind, DigestTable> tables() throws InterruptedIOException {
    names.close();
    Map<Kind, DigestTable> tables = new EnumMap<>(Kind.class);
    for (Map.Entry<Kind, Entries> kind : entries.entrySet()) {
      tables.put(kind.getKey(), new DigestTable(kind.getValue()));
    }
    return tables;
  }
}
