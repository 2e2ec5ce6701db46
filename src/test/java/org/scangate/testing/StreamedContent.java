package org.scangate.testing;

import java.nio.charset.StandardCharsets;

/** Content as it streams in: what a {@link ScriptedClamd} wants to know of it. */
final class StreamedContent {
  private static final String EICAR = text(Fixtures.eicar());
  private static final String ZIP_LOCAL_HEADER = "PK\u0003\u0004";
  private static final int FLAGS_AT = 6;

  /** More than the longest of what is looked for. */
  private static final int OVERLAP = 128;

  private boolean eicar;
  private boolean encrypted;
  private boolean token;
  private String tail = "";

  void add(byte[] piece) {
    String window = tail + text(piece);
    eicar |= window.contains(EICAR);
    encrypted |= hasEncryptedEntry(window);
    token |= window.contains(ScriptedClamd.TOKEN);
    tail = window.substring(Math.max(0, window.length() - OVERLAP));
  }

  boolean hasToken() {
    return token;
  }

  /** The true answer, as a proper clamd gives it. */
  String answer() {
    if (eicar) {
      return ClamdServer.EICAR_FOUND;
    }
    return encrypted ? "stream: Heuristics.Encrypted.Zip FOUND" : "stream: OK";
  }

  private static boolean hasEncryptedEntry(String window) {
    int at = window.indexOf(ZIP_LOCAL_HEADER);
    while (at >= 0 && at + FLAGS_AT < window.length()) {
      if ((window.charAt(at + FLAGS_AT) & 1) != 0) {
        return true;
      }
      at = window.indexOf(ZIP_LOCAL_HEADER, at + 1);
    }
    return false;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
