package org.scangate.scanner;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Of which date an engine's signatures are, where its version tells. */
public final class SignatureDate {

  private static final int MAX_LENGTH = 200;

  /** {@code ClamAV 1.4.6/27811/Fri Nov 20 09:26:25 2026}, as clamd and clamscan tell it. */
  private static final Pattern OF_CLAMAV =
      Pattern.compile("/\\d+/(\\w{3} \\w{3} +\\d{1,2} \\d\\d:\\d\\d:\\d\\d \\d{4})$");

  /** {@code hashlist/2026-11-20T09:26:25Z (12, 0a1b2c3d)}. */
  private static final Pattern OF_A_LIST = Pattern.compile("/(\\d{4}-\\d\\d-\\d\\dT[\\d:]+Z)\\b");

  private static final DateTimeFormatter CTIME =
      DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss yyyy", Locale.ENGLISH);

  private SignatureDate() {}

  /**
   * Told by a version.
   *
   * @param version as the engine tells it, with all its parts
   * @return empty where it tells no date
   */
  public static Optional<Instant> of(String version) {
    return of(version, ZoneId.systemDefault());
  }

  /**
   * @param zone of the engine's machine, by which ClamAV tells the time; another one is a few hours
   *     out, which does not matter to an age in days
   */
  static Optional<Instant> of(String version, ZoneId zone) {
    if (version.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    try {
      Matcher clamav = OF_CLAMAV.matcher(version);
      if (clamav.find()) {
        String date = clamav.group(1).replaceAll(" +", " ");
        return Optional.of(LocalDateTime.parse(date, CTIME).atZone(zone).toInstant());
      }
      Matcher list = OF_A_LIST.matcher(version);
      return list.find() ? Optional.of(Instant.parse(list.group(1))) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty(); // it looks like a date, and is none
    }
  }
}
