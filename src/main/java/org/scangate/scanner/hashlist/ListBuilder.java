package org.scangate.scanner.hashlist;

import java.io.InterruptedIOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What is gathered while lists are read. */
final class ListBuilder {

  private final Map<DigestKind, DigestEntries> entries = new EnumMap<>(DigestKind.class);
  private final SignatureNames names;

  ListBuilder(List<String> fileNames) {
    names = new SignatureNames(fileNames);
  }

  void add(HexDigest digest, int name) {
    entries
        .computeIfAbsent(digest.kind(), kind -> new DigestEntries())
        .add(digest.high(), digest.low(), name);
  }

  SignatureNames names() {
    return names;
  }

  /** Nothing may be added any more. */
  Map<DigestKind, DigestTable> tables() throws InterruptedIOException {
    names.close();
    Map<DigestKind, DigestTable> tables = new EnumMap<>(DigestKind.class);
    for (Map.Entry<DigestKind, DigestEntries> kind : entries.entrySet()) {
      tables.put(kind.getKey(), new DigestTable(kind.getValue()));
    }
    return tables;
  }
}
