package org.scangate.journal;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One scan. Texts are as they came, of any length and with any characters; empty where there is
 * none.
 *
 * @param id {@link org.scangate.scan.ScanReport#id()}
 * @param at when it ended
 * @param tookMillis from the last byte's arrival, waiting included
 * @param entry {@code moodle}, {@code local}, {@code s3}, or {@code canary}
 * @param site Moodle's address from its User-Agent, the store's root, the bucket, the canary's name
 * @param place the uploaded file's name, the {@code .bin}'s path, the object's key (and version)
 * @param user as Moodle numbers it
 * @param client address that an upload came from
 * @param size bytes
 * @param sha256 lower-case hexadecimal
 * @param sha1 lower-case hexadecimal: Moodle's contenthash
 * @param verdict {@code OK}, {@code FOUND} or {@code UNSCANNED}
 * @param reason why there is no verdict, as {@link org.scangate.scan.Reason#key()}
 * @param signature what was found
 * @param detail why there is no verdict, in words; what was accepted although nobody opens it
 * @param known whether every answer came from the cache of known content
 * @param answers what each scanner said
 */
public record ScanRecord(
    UUID id,
    Instant at,
    long tookMillis,
    String entry,
    String site,
    String place,
    String user,
    String client,
    long size,
    String sha256,
    String sha1,
    String verdict,
    String reason,
    String signature,
    String detail,
    boolean known,
    List<ScannerAnswer> answers)
    implements JournalRecord {

  /**
   * What one scanner said.
   *
   * @param scanner its configured name
   * @param address where it answered
   * @param version product, version and signatures' version
   * @param verdict {@code OK}, {@code FOUND} or {@code UNSCANNED}
   * @param what the signature, or the reason; empty for OK
   */
  public record ScannerAnswer(
      String scanner, String address, String version, String verdict, String what) {}

  public ScanRecord {
    answers = List.copyOf(answers);
  }

  /**
   * The same, as it is kept where nothing may tell whose upload it was. Of one that was not scanned
   * the words go too: a scanner's may have the file's name in them.
   */
  public ScanRecord withoutPerson() {
    return new ScanRecord(
        id,
        at,
        tookMillis,
        entry,
        site,
        "",
        "",
        "",
        size,
        sha256,
        sha1,
        verdict,
        reason,
        signature,
        isOrdinary() ? detail : "",
        known,
        answers);
  }

  @Override
  public boolean isOrdinary() {
    return verdict.equals("OK");
  }
}
