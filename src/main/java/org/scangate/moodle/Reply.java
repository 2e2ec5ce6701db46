package org.scangate.moodle;

/**
 * What the remote-engine API answers: always JSON with both keys, always strings.
 *
 * @param code of HTTP
 * @param status what the client goes by
 * @param msg for the administrator
 */
record Reply(int code, Status status, String msg) {

  enum Status {
    OK,
    FOUND,
    ERROR
  }

  static Reply ok(String msg) {
    return new Reply(200, Status.OK, msg);
  }

  static Reply found(String msg) {
    return new Reply(200, Status.FOUND, msg);
  }

  static Reply error(int code, String msg) {
    return new Reply(code, Status.ERROR, msg);
  }
}
