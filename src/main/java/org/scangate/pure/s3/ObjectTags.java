package org.scangate.pure.s3;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.scangate.pure.Status;
import org.scangate.pure.VerdictDocument;

/** The tags of an object: a verdict, and what others keep there. */
final class ObjectTags {

  static final int MAX_TAGS = 10;

  /** Of a value, in characters. */
  private static final int MAX_VALUE_LENGTH = 256;

  private static final String STATUS = "ANTIVIRUS_STATUS";

  private static final Set<String> KEYS =
      new VerdictDocument(
              "", Optional.of(Instant.EPOCH), Optional.of(new UUID(0, 0)), Status.PENDING)
          .texts()
          .keySet();

  private final Map<String, String> all;

  ObjectTags(Map<String, String> all) {
    this.all = Collections.unmodifiableMap(new LinkedHashMap<>(all));
  }

  Map<String, String> all() {
    return all;
  }

  /** Empty: none, or none that can be understood. */
  Optional<VerdictDocument> verdict() {
    Map<String, String> ours = new LinkedHashMap<>(all);
    ours.keySet().retainAll(KEYS); // exactly: another spelling is protected by no policy
    return VerdictDocument.of(ours);
  }

  /** Whether Pure may find a status here, if only it can make sense of it. */
  boolean claimsSomething() {
    return all.keySet().stream()
        .anyMatch(key -> key.strip().toUpperCase(Locale.ROOT).equals(STATUS));
  }

  /** Whether a verdict fits beside what others keep here. */
  boolean haveRoom() {
    return others().size() + KEYS.size() <= MAX_TAGS;
  }

  /** Why not, for an administrator. */
  String tooMany() {
    return "it has "
        + others().size()
        + " tags of others, and beside a verdict's four there is room for "
        + (MAX_TAGS - KEYS.size())
        + "; it is left alone until some are removed";
  }

  /** With another verdict in the place of the one that may be there. */
  ObjectTags with(VerdictDocument verdict) {
    Map<String, String> tags = others();
    verdict.texts().forEach((key, text) -> tags.put(key, fit(text)));
    return new ObjectTags(tags);
  }

  ObjectTags withoutVerdict() {
    return new ObjectTags(others());
  }

  /** What is not of a verdict, however it is written: two spellings would contradict each other. */
  private Map<String, String> others() {
    Map<String, String> others = new LinkedHashMap<>(all);
    others.keySet().removeIf(key -> KEYS.contains(key.strip().toUpperCase(Locale.ROOT)));
    return others;
  }

  /** A text with nothing in it that S3 refuses in a tag's value. */
  static String fit(String text) {
    StringBuilder fits = new StringBuilder(text.length());
    text.codePoints()
        .map(one -> Character.isLetterOrDigit(one) || " +-=._:/@".indexOf(one) >= 0 ? one : '_')
        .filter(one -> one == '_' || one < 0x10000)
        .limit(MAX_VALUE_LENGTH)
        .forEach(fits::appendCodePoint);
    return fits.toString().strip();
  }
}
