package org.scangate.journal;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Asks for what is held of one person, or for its erasure.
 *
 * @param user as the site numbers it
 * @param site whose user it is, as {@link ScanRecord#site()}; empty: every site has its user with
 *     that number, and all of them are meant
 * @param by who asks
 * @param reason such as the number of a ticket; it stays in the journal, so that it must not name
 *     the user, and neither must {@code by}
 */
public record PersonalRequest(String user, Optional<String> site, String by, String reason) {

  public static final int MAX_USER = 255;
  public static final int MAX_BY = 200;
  public static final int MAX_REASON = 1000;

  /**
   * @throws IllegalArgumentException saying what is wrong; it names no user
   */
  public PersonalRequest {
    check("user", user, MAX_USER);
    site.ifPresent(given -> check("site", given, StoredText.PLACE));
    check("by", by, MAX_BY);
    check("reason", reason, MAX_REASON);
    String word = "(?<![\\p{L}\\p{N}])" + Pattern.quote(user) + "(?![\\p{L}\\p{N}])";
    Pattern named = Pattern.compile(word, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    if (named.matcher(by).find() || named.matcher(reason).find()) {
      throw new IllegalArgumentException(
          "by and reason stay in the journal, and must not have the user in them: give the number"
              + " of a ticket instead");
    }
  }

  private static void check(String name, String text, int max) {
    if (text.isBlank() || text.length() > max) {
      throw new IllegalArgumentException(name + " must have 1 to " + max + " characters");
    }
  }

  /** Nobody's log tells who it is. */
  @Override
  public String toString() {
    return "a request of " + by + " (" + reason + ')';
  }

  ScanSearch search() {
    Optional<String> any = Optional.empty();
    Optional<Instant> anyTime = Optional.empty();
    return new ScanSearch(
        Optional.empty(),
        any,
        any,
        Optional.of(user),
        site,
        any,
        any,
        any,
        any,
        any,
        any,
        anyTime,
        anyTime);
  }

  boolean concerns(JournalRecord one) {
    return one instanceof ScanRecord scan
        && StoredText.of(scan.user()).equals(StoredText.of(user))
        && (site.isEmpty() || StoredText.place(scan.site()).equals(StoredText.place(site.get())));
  }
}
