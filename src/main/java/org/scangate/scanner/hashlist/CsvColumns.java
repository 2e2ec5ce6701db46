package org.scangate.scanner.hashlist;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Which columns of a CSV list are digests of the file, and which its name, as the header says.
 * Others that look like digests (imphash, a certificate's fingerprint) are none of the file's.
 *
 * @param digests best first; of any kind where the header says "hash" alone
 * @param name empty where there is none
 * @param attributes MISP's columns {@code type} and {@code value}, where a row's type tells what
 *     its value is
 * @param inComment whether the header was in a comment, as MalwareBazaar's is
 */
record CsvColumns(
    byte separator,
    List<Digest> digests,
    Optional<Integer> name,
    Optional<Attributes> attributes,
    boolean inComment) {

  /** A column of digests; empty kind: of any. */
  record Digest(int column, Optional<DigestKind> kind) {}

  /** MISP's columns. */
  record Attributes(int type, int value) {}

  private static final byte[] SEPARATORS = {',', ';', '\t'};

  /** Best first. */
  private static final List<String> NAMES =
      List.of(
          "signature",
          "signaturename",
          "malware",
          "malwarename",
          "malwarefamily",
          "malwareprintable",
          "family",
          "threat",
          "threatname",
          "virus",
          "virusname");

  /** The columns, if this is a header that has digests. */
  static Optional<CsvColumns> ofHeader(byte[] text, int from, int to, boolean inComment) {
    for (byte separator : SEPARATORS) {
      CsvFields fields = new CsvFields();
      CsvFields.Cut cut = fields.cut(text, from, to, separator);
      if (cut == CsvFields.Cut.WHOLE && (!inComment || fields.count() > 1)) {
        CsvColumns columns = of(fields, separator, inComment);
        if (!columns.digests.isEmpty() || columns.attributes.isPresent()) {
          return Optional.of(columns);
        }
      }
    }
    return Optional.empty();
  }

  private static CsvColumns of(CsvFields fields, byte separator, boolean inComment) {
    List<String> header =
        IntStream.range(0, fields.count()).mapToObj(field -> plain(fields.text(field))).toList();
    List<Digest> digests =
        IntStream.range(0, header.size())
            .boxed()
            .flatMap(column -> digest(column, header.get(column)).stream())
            .sorted((one, other) -> rank(one) - rank(other))
            .toList();
    Optional<Integer> name =
        NAMES.stream().map(header::indexOf).filter(column -> column >= 0).findFirst();
    int type = header.indexOf("type");
    int value = header.indexOf("value");
    Optional<Attributes> attributes =
        type < 0 || value < 0 ? Optional.empty() : Optional.of(new Attributes(type, value));
    return new CsvColumns(separator, digests, name, attributes, inComment);
  }

  private static int rank(Digest digest) {
    return digest.kind().map(DigestKind::ordinal).orElse(DigestKind.values().length);
  }

  private static Optional<Digest> digest(int column, String title) {
    if (Set.of("hash", "filehash", "digest", "checksum").contains(title)) {
      return Optional.of(new Digest(column, Optional.empty()));
    }
    String kind = title.replaceFirst("^(filehash|file|hash)", "").replaceFirst("(hash|sum)$", "");
    return kind(kind).map(found -> new Digest(column, Optional.of(found)));
  }

  /** The kind of a MISP attribute's value, alone or behind a file's name; empty: no digest. */
  static Optional<DigestKind> kindOfAttribute(String type) {
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "filename|sha256" -> Optional.of(DigestKind.SHA256);
      case "filename|sha1" -> Optional.of(DigestKind.SHA1);
      case "filename|md5", "malware-sample" -> Optional.of(DigestKind.MD5);
      default -> kind(type.toLowerCase(Locale.ROOT));
    };
  }

  private static Optional<DigestKind> kind(String text) {
    return switch (text) {
      case "sha256" -> Optional.of(DigestKind.SHA256);
      case "sha1" -> Optional.of(DigestKind.SHA1);
      case "md5" -> Optional.of(DigestKind.MD5);
      default -> Optional.empty();
    };
  }

  private static String plain(String title) {
    return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }
}
