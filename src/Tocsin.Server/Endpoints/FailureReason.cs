using Grpc.Core;

namespace Tocsin.Server.Endpoints;

/// <summary>A reason for which a call can fail: its stable name and the gRPC code that goes with it.</summary>
/// <param name="Name">The name, as it stands in <c>google.rpc.ErrorInfo.reason</c>; never changes.</param>
/// <param name="Code">The gRPC code.</param>
internal sealed record FailureReason(string Name, StatusCode Code)
{
    public static readonly FailureReason RequestInvalid = new("REQUEST_INVALID", StatusCode.InvalidArgument);
    public static readonly FailureReason MessageMalformed = new("MESSAGE_MALFORMED", StatusCode.InvalidArgument);
    public static readonly FailureReason BorrowerIdInvalid = new("BORROWER_ID_INVALID", StatusCode.InvalidArgument);
    public static readonly FailureReason FieldTooLong = new("FIELD_TOO_LONG", StatusCode.InvalidArgument);
    public static readonly FailureReason TooMany = new("TOO_MANY", StatusCode.InvalidArgument);
    public static readonly FailureReason ViewUnknown = new("VIEW_UNKNOWN", StatusCode.InvalidArgument);
    public static readonly FailureReason ViewNotAccepted = new("VIEW_NOT_ACCEPTED", StatusCode.InvalidArgument);
    public static readonly FailureReason ViewDuplicate = new("VIEW_DUPLICATE", StatusCode.InvalidArgument);
    public static readonly FailureReason ExposureNotKept = new("EXPOSURE_NOT_KEPT", StatusCode.InvalidArgument);
    public static readonly FailureReason ExposureIdInvalid = new("EXPOSURE_ID_INVALID", StatusCode.InvalidArgument);
    public static readonly FailureReason ExposureDiffers = new("EXPOSURE_DIFFERS", StatusCode.InvalidArgument);
    public static readonly FailureReason FeatureNotAccepted = new("FEATURE_NOT_ACCEPTED", StatusCode.InvalidArgument);
    public static readonly FailureReason FeatureUnknown = new("FEATURE_UNKNOWN", StatusCode.InvalidArgument);
    public static readonly FailureReason FeatureValueInvalid = new("FEATURE_VALUE_INVALID", StatusCode.InvalidArgument);
    public static readonly FailureReason ObservedAtInvalid = new("OBSERVED_AT_INVALID", StatusCode.InvalidArgument);
    public static readonly FailureReason ObservedAtInFuture = new("OBSERVED_AT_IN_FUTURE", StatusCode.InvalidArgument);
    public static readonly FailureReason AmountInvalid = new("AMOUNT_INVALID", StatusCode.InvalidArgument);
    public static readonly FailureReason AmountOutOfBounds = new("AMOUNT_OUT_OF_BOUNDS", StatusCode.InvalidArgument);
    public static readonly FailureReason CurrencyDiffers = new("CURRENCY_DIFFERS", StatusCode.InvalidArgument);
    public static readonly FailureReason TermOutOfBounds = new("TERM_OUT_OF_BOUNDS", StatusCode.InvalidArgument);
    public static readonly FailureReason PageInvalid = new("PAGE_INVALID", StatusCode.InvalidArgument);
    public static readonly FailureReason CursorInvalid = new("CURSOR_INVALID", StatusCode.InvalidArgument);
    public static readonly FailureReason FilterInvalid = new("FILTER_INVALID", StatusCode.InvalidArgument);
    public static readonly FailureReason ReasonMissing = new("REASON_MISSING", StatusCode.InvalidArgument);
    public static readonly FailureReason PersonMissing = new("PERSON_MISSING", StatusCode.InvalidArgument);
    public static readonly FailureReason ActionUnknown = new("ACTION_UNKNOWN", StatusCode.InvalidArgument);
    public static readonly FailureReason DueInPast = new("DUE_IN_PAST", StatusCode.InvalidArgument);
    public static readonly FailureReason UntilInvalid = new("UNTIL_INVALID", StatusCode.InvalidArgument);
    public static readonly FailureReason DateInvalid = new("DATE_INVALID", StatusCode.InvalidArgument);
    public static readonly FailureReason PeriodInvalid = new("PERIOD_INVALID", StatusCode.InvalidArgument);
    public static readonly FailureReason LevelInvalid = new("LEVEL_INVALID", StatusCode.InvalidArgument);
    public static readonly FailureReason IndicatorNotByHand = new("INDICATOR_NOT_BY_HAND", StatusCode.InvalidArgument);
    public static readonly FailureReason DecisionIdInvalid = new("DECISION_ID_INVALID", StatusCode.InvalidArgument);
    public static readonly FailureReason LinkInvalid = new("LINK_INVALID", StatusCode.InvalidArgument);
    public static readonly FailureReason DigestAmbiguous = new("DIGEST_AMBIGUOUS", StatusCode.InvalidArgument);
    public static readonly FailureReason RuleSetUnknown = new("RULE_SET_UNKNOWN", StatusCode.NotFound);
    public static readonly FailureReason ActivationUnknown = new("ACTIVATION_UNKNOWN", StatusCode.NotFound);
    public static readonly FailureReason ShadowUnknown = new("SHADOW_UNKNOWN", StatusCode.NotFound);
    public static readonly FailureReason ProductUnknown = new("PRODUCT_UNKNOWN", StatusCode.NotFound);
    public static readonly FailureReason WorkflowUnknown = new("WORKFLOW_UNKNOWN", StatusCode.NotFound);
    public static readonly FailureReason BorrowerUnknown = new("BORROWER_UNKNOWN", StatusCode.NotFound);
    public static readonly FailureReason ExposureUnknown = new("EXPOSURE_UNKNOWN", StatusCode.NotFound);
    public static readonly FailureReason DecisionUnknown = new("DECISION_UNKNOWN", StatusCode.NotFound);
    public static readonly FailureReason WarningUnknown = new("WARNING_UNKNOWN", StatusCode.NotFound);
    public static readonly FailureReason ObservedAtConflict = new("OBSERVED_AT_CONFLICT", StatusCode.Aborted);
    public static readonly FailureReason WarningRevisionDiffers = new("WARNING_REVISION_DIFFERS", StatusCode.Aborted);
    public static readonly FailureReason ActivationDiffers = new("ACTIVATION_DIFFERS", StatusCode.Aborted);
    public static readonly FailureReason Contended = new("CONTENDED", StatusCode.Aborted);
    public static readonly FailureReason ClassificationUndefined =
        new("CLASSIFICATION_UNDEFINED", StatusCode.FailedPrecondition);
    public static readonly FailureReason SourceIsFolder = new("SOURCE_IS_FOLDER", StatusCode.FailedPrecondition);
    public static readonly FailureReason RuleSetRejected = new("RULE_SET_REJECTED", StatusCode.FailedPrecondition);
    public static readonly FailureReason RuleSetActive = new("RULE_SET_ACTIVE", StatusCode.FailedPrecondition);
    public static readonly FailureReason ShadowRunning = new("SHADOW_RUNNING", StatusCode.FailedPrecondition);
    public static readonly FailureReason RolledBackAlready = new("ROLLED_BACK_ALREADY", StatusCode.FailedPrecondition);
    public static readonly FailureReason StoreRestored = new("STORE_RESTORED", StatusCode.FailedPrecondition);
    public static readonly FailureReason ApprovalMissing = new("APPROVAL_MISSING", StatusCode.FailedPrecondition);
    public static readonly FailureReason ApproverIsAuthor = new("APPROVER_IS_AUTHOR", StatusCode.FailedPrecondition);
    public static readonly FailureReason ProductDraft = new("PRODUCT_DRAFT", StatusCode.FailedPrecondition);
    public static readonly FailureReason ExposuresTooMany = new("EXPOSURES_TOO_MANY", StatusCode.FailedPrecondition);
    public static readonly FailureReason WarningClosed = new("WARNING_CLOSED", StatusCode.FailedPrecondition);
    public static readonly FailureReason BorrowerClosed = new("BORROWER_CLOSED", StatusCode.FailedPrecondition);
    public static readonly FailureReason BorrowerNotCalm = new("BORROWER_NOT_CALM", StatusCode.FailedPrecondition);
    public static readonly FailureReason BorrowerNotOnWatchlist = new(
        "BORROWER_NOT_ON_WATCHLIST", StatusCode.FailedPrecondition);
    public static readonly FailureReason ExposureNotOpen = new("EXPOSURE_NOT_OPEN", StatusCode.FailedPrecondition);
    public static readonly FailureReason ConnectedUndefined = new("CONNECTED_UNDEFINED", StatusCode.FailedPrecondition);
    public static readonly FailureReason OriginationUndefined = new(
        "ORIGINATION_UNDEFINED", StatusCode.FailedPrecondition);
    public static readonly FailureReason ActivationNotReached = new(
        "ACTIVATION_NOT_REACHED", StatusCode.FailedPrecondition);
    public static readonly FailureReason CursorExpired = new("CURSOR_EXPIRED", StatusCode.OutOfRange);
    public static readonly FailureReason CursorDiverged = new("CURSOR_DIVERGED", StatusCode.OutOfRange);
    public static readonly FailureReason SubscriberTooSlow = new("SUBSCRIBER_TOO_SLOW", StatusCode.ResourceExhausted);
    public static readonly FailureReason SubscribersTooMany = new("SUBSCRIBERS_TOO_MANY", StatusCode.ResourceExhausted);
    public static readonly FailureReason UploadsTooMany = new("UPLOADS_TOO_MANY", StatusCode.ResourceExhausted);
    public static readonly FailureReason ReportRunning = new("REPORT_RUNNING", StatusCode.ResourceExhausted);
    public static readonly FailureReason MessageTooLarge = new("MESSAGE_TOO_LARGE", StatusCode.ResourceExhausted);
    public static readonly FailureReason RuleSetNotLoaded = new("RULE_SET_NOT_LOADED", StatusCode.Unavailable);
    public static readonly FailureReason StoreUnavailable = new("STORE_UNAVAILABLE", StatusCode.Unavailable);
    public static readonly FailureReason JournalUnavailable = new("JOURNAL_UNAVAILABLE", StatusCode.Unavailable);
    public static readonly FailureReason LogBroken = new("LOG_BROKEN", StatusCode.Unavailable);
    public static readonly FailureReason ServerStopping = new("SERVER_STOPPING", StatusCode.Unavailable);
    public static readonly FailureReason Internal = new("INTERNAL", StatusCode.Internal);

    /// <summary>Every reason.</summary>
    public static IReadOnlyList<FailureReason> All { get; } =
    [
        RequestInvalid, MessageMalformed, BorrowerIdInvalid, FieldTooLong, TooMany, ViewUnknown, ViewNotAccepted,
        ViewDuplicate, ExposureNotKept, ExposureIdInvalid, ExposureDiffers, FeatureNotAccepted, FeatureUnknown,
        FeatureValueInvalid, ObservedAtInvalid, ObservedAtInFuture, AmountInvalid, AmountOutOfBounds, CurrencyDiffers,
        TermOutOfBounds, PageInvalid, CursorInvalid, FilterInvalid, ReasonMissing, PersonMissing, ActionUnknown,
        DueInPast, UntilInvalid, DateInvalid, PeriodInvalid, LevelInvalid, IndicatorNotByHand,
        DecisionIdInvalid, LinkInvalid, DigestAmbiguous, RuleSetUnknown, ActivationUnknown, ShadowUnknown,
        ProductUnknown, WorkflowUnknown, BorrowerUnknown, ExposureUnknown, DecisionUnknown,
        WarningUnknown, ObservedAtConflict,
        WarningRevisionDiffers, ActivationDiffers, Contended, ClassificationUndefined, SourceIsFolder, RuleSetRejected,
        RuleSetActive, ShadowRunning, RolledBackAlready, StoreRestored, ApprovalMissing, ApproverIsAuthor,
        ProductDraft, ExposuresTooMany,
        WarningClosed, BorrowerClosed, BorrowerNotCalm, BorrowerNotOnWatchlist, ExposureNotOpen,
        ConnectedUndefined, OriginationUndefined,
        ActivationNotReached, CursorExpired, CursorDiverged, SubscriberTooSlow, SubscribersTooMany,
        UploadsTooMany, ReportRunning, MessageTooLarge, RuleSetNotLoaded,
        StoreUnavailable, JournalUnavailable, LogBroken,
        ServerStopping, Internal,
    ];
}
