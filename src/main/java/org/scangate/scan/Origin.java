package org.scangate.scan;

import static java.util.Objects.requireNonNull;

/**
 * Who brought a sample, and where it belongs; texts as they came, empty where there is none.
 *
 * @param entry it came by: {@code moodle}, {@code local} or {@code s3}; {@code canary}: a test file
 *     of our own that came by Moodle's entry
 * @param site whose it is: Moodle's address, the store's root, the bucket, the canary's name
 * @param place what it is called there: an uploaded file's name, a path, a key
 * @param user who uploaded it, as that site numbers its users
 * @param client address that an upload came from
 * @param text the same for a line of the log, not yet made fit for it, such as {@code moodle user=2
 *     client=10.1.2.3}
 */
public record Origin(
    String entry, String site, String place, String user, String client, String text) {

  public Origin {
    requireNonNull(entry);
    requireNonNull(site);
    requireNonNull(place);
    requireNonNull(user);
    requireNonNull(client);
    requireNonNull(text);
  }

  /** Of what came by no entry, such as a probe. */
  public static Origin of(String text) {
    return new Origin("", "", "", "", "", text);
  }
}
