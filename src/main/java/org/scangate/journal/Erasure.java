package org.scangate.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.scangate.scan.Digests;

/**
 * That a user was erased: it concerns records from before, wherever they still wait.
 *
 * @param at when
 * @param salt of this one alone
 * @param hash SHA-256 of the salt and the user, hexadecimal
 * @param site whose user it is; empty: of every site
 */
record Erasure(UUID id, Instant at, String salt, String hash, Optional<String> site) {

  private static final int SALT_BYTES = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** What was recorded until now. */
  static Erasure of(PersonalRequest request, Instant now) {
    byte[] bytes = new byte[SALT_BYTES];
    RANDOM.nextBytes(bytes);
    String salt = HexFormat.of().formatHex(bytes);
    return new Erasure(
        UUID.randomUUID(),
        ScanRow.stored(now.plus(Duration.ofMillis(1))), // it is cut where a record's time is not
        salt,
        hash(salt, request.user()),
        request.site().map(StoredText::place));
  }

  private static String hash(String salt, String user) {
    byte[] bytes = (salt + StoredText.of(user)).getBytes(UTF_8);
    return HexFormat.of().formatHex(Digests.sha256().digest(bytes));
  }

  /** Whether a later one makes this one needless. */
  boolean isWithin(Erasure later, String user) {
    return !at.isAfter(later.at) && site.equals(later.site) && hash.equals(hash(salt, user));
  }

  private boolean concerns(ScanRecord scan) {
    return !scan.at().isAfter(at)
        && (site.isEmpty() || site.get().equals(StoredText.place(scan.site())))
        && hash.equals(hash(salt, scan.user()));
  }

  /** The record as it may be kept. */
  static ScanRecord applied(List<Erasure> erasures, ScanRecord scan) {
    boolean erased =
        !scan.user().isEmpty() && erasures.stream().anyMatch(one -> one.concerns(scan));
    return erased ? scan.withoutPerson() : scan;
  }

  /** The records as they may be kept. */
  static List<JournalRecord> applied(List<Erasure> erasures, List<JournalRecord> records) {
    return erasures.isEmpty()
        ? records
        : records.stream()
            .map(one -> one instanceof ScanRecord scan ? applied(erasures, scan) : one)
            .toList();
  }
}
