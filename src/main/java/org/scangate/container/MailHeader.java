package org.scangate.container;

import java.util.Locale;
import java.util.Set;

/**
 * The beginning of a mail (RFC 5322), of a web page kept as one (MHTML), or of a mailbox. Any text
 * may begin with a word and a colon, so it takes two fields that mails have.
 */
final class MailHeader {

  private static final Set<String> FIELDS =
      Set.of(
          "received",
          "return-path",
          "from",
          "message-id",
          "delivered-to",
          "mime-version",
          "date",
          "subject",
          "to",
          "cc",
          "sender",
          "reply-to",
          "dkim-signature",
          "authentication-results",
          "received-spf",
          "content-type",
          "content-transfer-encoding");

  private static final int MAX_NAME = 78;
  private static final int ENOUGH = 2;

  private MailHeader() {}

  static boolean isAt(Head head) {
    String text = head.text();
    boolean mailbox = text.startsWith("From ");
    int known = 0;
    int at = mailbox ? endOfLine(text, 0) : 0;
    while (at < text.length() && known < ENOUGH) {
      char first = text.charAt(at);
      boolean folded = at > 0 && (first == ' ' || first == '\t');
      if (!folded) {
        String name = fieldName(text, at);
        if (name.isEmpty()) {
          return false;
        }
        if (FIELDS.contains(name)) {
          known++;
        } else if (at == 0 && !name.startsWith("x-")) {
          return false;
        }
      }
      at = endOfLine(text, at);
    }
    // a long first field, such as a signature, may fill all that is seen
    return known >= ENOUGH || (known == 1 && at >= text.length() && text.length() >= Head.LENGTH);
  }

  /** In lower case; empty where no field begins. */
  private static String fieldName(String text, int from) {
    int at = from;
    while (at < text.length() && at - from <= MAX_NAME && isNameCharacter(text.charAt(at))) {
      at++;
    }
    boolean field = at > from && at < text.length() && text.charAt(at) == ':';
    // what is cut off by the end of what is seen is not told from a name
    boolean cutOff = at > from && at == text.length();
    return field || cutOff ? text.substring(from, at).toLowerCase(Locale.ROOT) : "";
  }

  private static boolean isNameCharacter(char c) {
    return c > ' ' && c < 0x7f && c != ':';
  }

  private static int endOfLine(String text, int from) {
    int feed = text.indexOf('\n', from);
    return feed < 0 ? text.length() : feed + 1;
  }
}
