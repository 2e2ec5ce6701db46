package org.scangate.scanner.hashlist;

import java.util.Optional;

/** What a CSV row says, given the header. Used again for each row. */
final class CsvRow {

  /** What a row is. */
  enum Meaning {
    DIGEST,
    /** Something else than a file, such as a domain. */
    OTHER,
    NOT_UNDERSTOOD
  }

  private final CsvFields fields;
  private final HexDigest digest;

  CsvRow(CsvFields fields, HexDigest digest) {
    this.fields = fields;
    this.digest = digest;
  }

  /** Takes the row's best digest on, if it has one. */
  Meaning read(CsvColumns columns) {
    boolean complete = true;
    boolean blank = true;
    for (CsvColumns.Digest candidate : columns.digests()) {
      if (candidate.column() >= fields.count()) {
        complete = false;
      } else if (isDigest(candidate)) {
        return Meaning.DIGEST;
      } else {
        blank &= fields.blank(candidate.column());
      }
    }
    if (columns.attributes().isPresent()) {
      return attribute(columns.attributes().get());
    }
    return complete && blank ? Meaning.OTHER : Meaning.NOT_UNDERSTOOD;
  }

  private boolean isDigest(CsvColumns.Digest candidate) {
    int column = candidate.column();
    return digest.take(fields.bytes(), fields.from(column), fields.to(column))
        && candidate.kind().map(kind -> kind == digest.kind()).orElse(true);
  }

  private Meaning attribute(CsvColumns.Attributes attributes) {
    if (fields.count() <= Math.max(attributes.type(), attributes.value())) {
      return Meaning.NOT_UNDERSTOOD;
    }
    Optional<DigestKind> kind = CsvColumns.kindOfAttribute(fields.text(attributes.type()));
    if (kind.isEmpty()) {
      return Meaning.OTHER;
    }
    int from = behindTheName(attributes.value());
    return digest.take(fields.bytes(), from, fields.to(attributes.value()))
            && digest.kind() == kind.get()
        ? Meaning.DIGEST
        : Meaning.NOT_UNDERSTOOD;
  }

  /** A value may be {@code name|digest}, and the name may have a bar, too. */
  private int behindTheName(int field) {
    int from = fields.to(field);
    while (from > fields.from(field) && fields.bytes()[from - 1] != '|') {
      from--;
    }
    return from;
  }
}
