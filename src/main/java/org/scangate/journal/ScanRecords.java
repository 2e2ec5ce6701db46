package org.scangate.journal;

import java.util.List;
import org.scangate.journal.ScanRecord.ScannerAnswer;
import org.scangate.scan.Answer;
import org.scangate.scan.Origin;
import org.scangate.scan.ScanReport;
import org.scangate.scan.Verdict;

/** Reports as records. */
final class ScanRecords {

  private static final String OK = "OK";
  private static final String FOUND = "FOUND";
  private static final String UNSCANNED = "UNSCANNED";
  private static final String MOODLE = "moodle";

  private ScanRecords() {}

  /**
   * @param personal whether it may say whose file it is
   */
  static ScanRecord of(ScanReport report, boolean personal) {
    Origin origin = report.origin();
    boolean shown = personal || !origin.entry().equals(MOODLE);
    Verdict verdict = report.verdict();
    List<ScannerAnswer> answers = report.answers().stream().map(ScanRecords::answer).toList();
    return new ScanRecord(
        report.id(),
        report.ended(),
        report.duration().toMillis(),
        origin.entry(),
        origin.site(),
        shown ? origin.place() : "",
        shown ? origin.user() : "",
        shown ? origin.client() : "",
        report.size(),
        report.sha256().orElse(""),
        report.sha1().orElse(""),
        word(verdict),
        reason(verdict),
        signature(verdict),
        detail(verdict),
        !report.answers().isEmpty() && report.answers().stream().allMatch(Answer::known),
        answers);
  }

  /** Of what is allowed too: what it was allowed in spite of. */
  private static String reason(Verdict verdict) {
    return verdict.fold(
        clean -> "",
        infected -> "",
        unscanned -> unscanned.reason().key(),
        excepted -> reason(excepted.before()));
  }

  private static String signature(Verdict verdict) {
    return verdict.fold(
        clean -> "",
        Verdict.Infected::signature,
        unscanned -> "",
        excepted -> signature(excepted.before()));
  }

  private static String detail(Verdict verdict) {
    return verdict.fold(
        ScanRecords::accepted,
        infected -> "",
        Verdict.Unscanned::detail,
        excepted -> "allowed by " + excepted.by().name());
  }

  private static String accepted(Verdict.Clean clean) {
    return clean.acceptedUnopened().isEmpty()
        ? ""
        : String.join(", ", clean.acceptedUnopened()) + " not opened";
  }

  private static ScannerAnswer answer(Answer answer) {
    Verdict verdict = answer.verdict();
    return new ScannerAnswer(
        answer.engine().scanner(),
        answer.engine().address(),
        answer.engine().version(),
        word(verdict),
        verdict.fold(
            clean -> "",
            Verdict.Infected::signature,
            unscanned -> unscanned.reason().key(),
            excepted -> ""));
  }

  private static String word(Verdict verdict) {
    return verdict.fold(clean -> OK, infected -> FOUND, unscanned -> UNSCANNED, excepted -> OK);
  }
}
