package org.scangate.watch.check;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a check saw.
 *
 * @param sentence how it is, in plain words for an administrator
 * @param details in their order; perhaps foreign text, which whoever shows it escapes
 * @param command that mends it, as it is typed; empty: there is none, or nothing to mend
 * @param page that explains it, from the root of the documentation, such as {@code
 *     operate/checks.html}; perhaps with an anchor
 */
public record CheckResult(
    CheckState state, String sentence, Map<String, String> details, String command, String page) {

  /** Has a row for each check. */
  private static final String ALL_CHECKS = "operate/checks.html";

  public CheckResult {
    details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }

  public static CheckResult of(CheckState state, String sentence) {
    return new CheckResult(state, sentence, Map.of(), "", ALL_CHECKS);
  }

  public static CheckResult notApplicable(String sentence) {
    return of(CheckState.NOT_APPLICABLE, sentence);
  }

  public static CheckResult ok(String sentence) {
    return of(CheckState.OK, sentence);
  }

  public static CheckResult warning(String sentence) {
    return of(CheckState.WARNING, sentence);
  }

  public static CheckResult error(String sentence) {
    return of(CheckState.ERROR, sentence);
  }

  /** The same with this detail, behind the others. */
  public CheckResult with(String name, Object value) {
    Map<String, String> more = new LinkedHashMap<>(details);
    more.put(name, value.toString());
    return with(more);
  }

  /** The same with these details instead. */
  public CheckResult with(Map<String, String> others) {
    return new CheckResult(state, sentence, others, command, page);
  }

  public CheckResult mendedBy(String typed) {
    return new CheckResult(state, sentence, details, typed, page);
  }

  public CheckResult explainedBy(String otherPage) {
    return new CheckResult(state, sentence, details, command, otherPage);
  }
}
