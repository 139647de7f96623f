using Google.Protobuf.WellKnownTypes;
using Tocsin.V1;

namespace Tocsin.Cli.Tests;

/// <summary>What calls on published rule sets answer.</summary>
internal sealed class ScriptedRuleSets
{
    /// <summary>A digest, as the server writes it.</summary>
    public const string Digest = "4bf92f3577b34da6a3ce929d0e0e47364bf92f3577b34da6a3ce929d0e0e4736";

    /// <summary>When whatever happens here happened: noon of the tool's zone.</summary>
    public static Timestamp Noon { get; } = Timestamp.FromDateTimeOffset(
        new DateTimeOffset(2026, 11, 27, 4, 0, 0, TimeSpan.Zero));

    public PublishRuleSetResponse Published { get; set; } = new()
    {
        Check = new CheckRuleSetResponse { Accepted = true, Digest = Digest },
        RuleSet = Summary(),
    };

    public Queue<ListRuleSetsResponse> Pages { get; } = new();

    public ApproveRuleSetResponse Approved { get; set; } = new() { RuleSet = Summary(), FourEyes = FourEyes.Off };

    public ActivateRuleSetResponse Activated { get; set; } = new();

    public RollBackRuleSetResponse RolledBack { get; set; } = new();

    public GetRuleSetStatusResponse Status { get; set; } = new();

    /// <summary>The shadow that is started or stopped; null for none.</summary>
    public ShadowStatus? Shadow { get; set; } = new()
    {
        Digest = Digest,
        Name = "small",
        Revision = "2",
        Share = 0.1,
        StartedAt = Noon,
        Until = Timestamp.FromDateTimeOffset(Noon.ToDateTimeOffset().AddHours(2)),
        By = "risk",
        Reason = "firms are older",
    };

    public Func<GetShadowReportResponse> ShadowReport { get; set; } = () => new();

    /// <summary>A published rule set that was never active.</summary>
    public static RuleSetSummary Summary() => new()
    {
        RuleSet = new RuleSetReference { Digest = Digest },
        Name = "small",
        Revision = "2",
        Author = "risk",
        PublishedAt = Noon,
        Reason = "firms are older",
    };

    /// <summary>An instance that answers with an activation.</summary>
    public static InstanceStatus Instance(string name, long activation, bool isConfirmed) => new()
    {
        Instance = name,
        Live = true,
        Confirmed = isConfirmed,
        RuleSet = new RuleSetReference { Activation = activation, Digest = Digest, Variant = "live" },
        Since = Noon,
        SeenAt = Noon,
        Build = "1.0",
        LastError = isConfirmed ? "" : "cannot be taken",
    };
}
