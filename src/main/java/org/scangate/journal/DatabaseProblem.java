package org.scangate.journal;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.Locale;

/** Words a database's error, and tells whether the same may succeed later. */
final class DatabaseProblem {

  /** H2's code: the file is damaged. One of another version (90048) is not, and is left alone. */
  private static final int FILE_CORRUPTED = 90030;

  private static final int ALREADY_OPEN = 90020;

  private DatabaseProblem() {}

  /**
   * Only what a database says of the data itself is for good: a wrong password, a missing right or
   * table are an administrator's to put right, and the records wait for that.
   */
  static JournalException of(String what, Object where, Exception problem) {
    SQLException sql = first(problem);
    if (sql == null) {
      return new JournalException(what + " failed on " + where + ": " + problem, false, problem);
    }
    String said = sql.getMessage() == null ? sql.toString() : sql.getMessage();
    return new JournalException(
        what + " failed on " + where + ": " + said.lines().findFirst().orElse("") + advice(sql),
        !isOfTheData(sql),
        problem);
  }

  static boolean isDamaged(Throwable problem) {
    SQLException sql = first(problem);
    return sql != null && sql.getErrorCode() == FILE_CORRUPTED;
  }

  /** The deepest: pools and Flyway wrap what the driver says. */
  private static SQLException first(Throwable problem) {
    SQLException deepest = null;
    Throwable one = problem;
    for (int depth = 0; one != null && depth < 20; depth++) {
      if (one instanceof SQLException sql) {
        deepest = sql;
      }
      one =
          one instanceof BatchUpdateException batch && batch.getNextException() != null
              ? batch.getNextException()
              : one.getCause();
    }
    return deepest;
  }

  /** A duplicate key is not: another node wrote the same in the same moment. */
  private static boolean isOfTheData(SQLException sql) {
    String state = state(sql);
    return (state.startsWith("22") || state.startsWith("23") || state.startsWith("54"))
        && !state.equals("23505")
        && !state.equals("23514"); // no partition for it yet
  }

  private static String state(SQLException sql) {
    return sql.getSQLState() == null ? "" : sql.getSQLState().toUpperCase(Locale.ROOT);
  }

  private static String advice(SQLException sql) {
    String state = state(sql);
    if (sql.getErrorCode() == ALREADY_OPEN) {
      return ". Another process has it open: give each server and deployment a data folder of its"
          + " own";
    }
    if (state.startsWith("28")) {
      return ". Put the journal's user and password right";
    }
    if (state.startsWith("08")) {
      return ". Is it running, and does the network let us there?";
    }
    if (state.equals("53100")) {
      return ". Make room on its disk";
    }
    if (state.equals("25006")) {
      return ". It is read-only: name the primary server";
    }
    if (state.equals("55P03") || state.equals("57014") || state.equals("HYT00")) {
      return ". It is locked or too slow: look for what holds its tables";
    }
    return "";
  }
}
