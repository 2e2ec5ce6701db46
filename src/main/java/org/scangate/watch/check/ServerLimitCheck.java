package org.scangate.watch.check;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Limits of the server that refuse what should be scanned.
 *
 * @param advice a sentence for each, which ends with the command
 */
public record ServerLimitCheck(Supplier<List<String>> advice) implements Check {

  private static final String CLI = "; run in its CLI: ";
  private static final String RELOAD = " and reload";

  /** By itself it waits for five seconds, in which a server with this WAR is not back. */
  private static final String CONNECT = "jboss-cli.sh --connect --timeout=60000 --commands=";

  @Override
  public String name() {
    return "server-limits";
  }

  @Override
  public CheckSchedule schedule() {
    return CheckSchedule.every(Duration.ofMinutes(1));
  }

  @Override
  public CheckResult look() {
    List<String> wrong = advice.get();
    if (wrong.isEmpty()) {
      return CheckResult.ok("No limit of the server is known that refuses what should be scanned.");
    }
    CheckResult result = CheckResult.error(sentence(wrong.get(0)));
    for (int at = 1; at < wrong.size(); at++) {
      result = result.with("limit-" + (at + 1), wrong.get(at));
    }
    List<String> commands = wrong.stream().flatMap(one -> command(one).stream()).toList();
    if (!commands.isEmpty()) {
      String all = String.join(",", commands) + ",reload";
      result = result.mendedBy(CONNECT + ShellWord.of(all));
    }
    return result.explainedBy("install/wildfly.html");
  }

  private static String sentence(String advice) {
    return command(advice).isEmpty()
        ? advice
        : "T" + advice.substring(1, advice.indexOf(CLI)) + ".";
  }

  private static Optional<String> command(String advice) {
    int cli = advice.indexOf(CLI);
    return cli < 0 || !advice.endsWith(RELOAD)
        ? Optional.empty()
        : Optional.of(advice.substring(cli + CLI.length(), advice.length() - RELOAD.length()));
  }
}
