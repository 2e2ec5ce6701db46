package org.scangate.pure.s3;

import org.scangate.pure.s3.S3Failure.Kind;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What the SDK throws, in an administrator's words. */
final class S3FailureMapper {

  static final int NOT_FOUND = 404;

  /** Method not allowed: so S3 answers for what a delete marker is in front of. */
  static final int DELETED = 405;

  private static final int CHANGED = 412;
  private static final int CONFLICT = 409;
  private static final int TOO_MANY = 429;
  private static final int SERVERS_FAULT = 500;
  private static final int NOT_IMPLEMENTED = 501;

  private S3FailureMapper() {}

  /**
   * @param what was being done, such as {@code s3:GetObjectTagging on s3://pure/a.bin}
   * @param e of the SDK, or of what is below it: a client that was closed, an answer that is none
   */
  static S3Failure of(RuntimeException e, String what) {
    if (e instanceof AwsServiceException answer) {
      return answered(answer, what);
    }
    return new S3Failure(
        Kind.PASSES,
        what
            + " had no answer: "
            + innermost(e)
            + "; are scangate.pure.s3.endpoint (http or https?) and the proxy, if there is one, right?",
        e);
  }

  /** Why there is no client. */
  static String ofClient(SdkException e, S3Settings settings) {
    return settings.region().isEmpty() && settings.endpoint().isEmpty()
        ? "no region is known: set scangate.pure.s3.region to that of the buckets, or, if they are"
            + " not on AWS, scangate.pure.s3.endpoint"
        : "no client can be made: " + e.getMessage();
  }

  /** The same for the queue. */
  static String ofQueue(RuntimeException e) {
    if (e instanceof AwsServiceException answer) {
      return "it cannot be read ("
          + (code(answer).isEmpty() ? "HTTP status " + answer.statusCode() : code(answer))
          + "); scangate.pure.s3.events-queue must be the URL of a queue whose policy allows"
          + " sqs:ReceiveMessage, sqs:DeleteMessage and sqs:ChangeMessageVisibility";
    }
    return "it has no answer: " + innermost(e);
  }

  private static S3Failure answered(AwsServiceException e, String what) {
    String code = code(e);
    int status = e.statusCode();
    String said = what + " was refused: " + (code.isEmpty() ? "HTTP status " + status : code);
    return new S3Failure(kind(status, code), said + advice(status, code), e);
  }

  /** S3's own, such as {@code NoSuchKey}; empty: none was told. */
  static String code(AwsServiceException e) {
    AwsErrorDetails details = e.awsErrorDetails();
    return details == null || details.errorCode() == null ? "" : details.errorCode();
  }

  private static Kind kind(int status, String code) {
    if (code.equals("NoSuchKey") || code.equals("NoSuchVersion")) {
      return Kind.GONE; // any other 404 may come from anybody on the way
    }
    if (status == CHANGED) {
      return Kind.CHANGED;
    }
    boolean passes =
        (status >= SERVERS_FAULT && status != NOT_IMPLEMENTED)
            || status == TOO_MANY
            || status == CONFLICT
            || code.equals("RequestTimeout")
            || code.equals("ExpiredToken");
    return passes ? Kind.PASSES : Kind.STAYS;
  }

  private static String advice(int status, String code) {
    return switch (code) {
      case "NoSuchBucket" -> "; scangate.pure.s3.buckets names a bucket that is not there";
      case "InvalidAccessKeyId", "SignatureDoesNotMatch" ->
          "; scangate.pure.s3.access-key and .secret-key must be those of an account there, or"
              + " neither be set";
      case "AccessDenied", "AllAccessDisabled" ->
          "; the account's or the bucket's policy must allow it";
      case "InvalidObjectState" -> "; it is archived, and must be restored first";
      case "PermanentRedirect",
          "AuthorizationHeaderMalformed",
          "IllegalLocationConstraintException" ->
          "; scangate.pure.s3.region must be the bucket's";
      case "RequestTimeTooSkewed" -> "; this machine's clock is wrong";
      case "SlowDown" -> "; the service is asked too much";
      default ->
          switch (status) {
            case 403 ->
                "; the account's or the bucket's policy must allow it (or its keys are wrong)";
            case 503 -> "; the service is asked too much";
            default -> "";
          };
    };
  }

  private static String innermost(Throwable e) {
    Throwable at = e;
    while (at.getCause() != null && at.getCause() != at) {
      at = at.getCause();
    }
    return at.getMessage() == null ? at.getClass().getSimpleName() : at.getMessage();
  }
}
