using System.Globalization;
using Tocsin.V1;
using static Tocsin.Server.Tests.Running.SampleRequests;

namespace Tocsin.Server.Tests.Running;

/// <summary>A borrower of a rehearsed branch: its story, and what feeds tell of it each day. Immutable.</summary>
/// <param name="Index">Its place among all.</param>
/// <param name="Story">How it fares.</param>
/// <param name="Begins">The day on which the story begins.</param>
/// <param name="Lasts">For how many days it lasts; until the worst of it where it has no end.</param>
internal sealed record BranchBorrower(int Index, BranchStory Story, int Begins, int Lasts)
{
    /// <summary>Its loan.</summary>
    public const string Loan = "loan-1";

    private const int Officers = 5;
    private const int Circle = 20;

    // The first few, so that the smallest branch has every story and each begins early.
    private static readonly BranchStory[] _first =
    [
        BranchStory.TaxArrears, BranchStory.Leveraged, BranchStory.LateAndCured, BranchStory.Defaulting,
        BranchStory.Drifting, BranchStory.Silent, BranchStory.Sound, BranchStory.Sound,
    ];

    private static readonly BranchStory[] _drawn =
    [
        .. Enumerable.Repeat(BranchStory.Sound, 10), BranchStory.Leveraged, BranchStory.Drifting, BranchStory.Drifting,
        BranchStory.Drifting, BranchStory.LateAndCured, BranchStory.LateAndCured, BranchStory.Defaulting,
        BranchStory.Defaulting, BranchStory.TaxArrears, BranchStory.Silent,
    ];

    /// <summary>Its id.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"b-{Index:d3}");

    /// <summary>Who looks after it.</summary>
    public string Officer => string.Create(CultureInfo.InvariantCulture, $"officer-{(Index % Officers) + 1}");

    /// <summary>True when that one leaves things until it is too late, now and then.</summary>
    public bool HasLazyOfficer => Index % Officers == Officers - 1;

    /// <summary>True for a member of a group of three.</summary>
    public bool IsInGroup => Index % Circle is 9 or 10 or 11;

    /// <summary>True when it asks for a drawdown each day, whatever happens.</summary>
    public bool AsksDaily => Index < 2;

    /// <summary>The borrowers of a plan.</summary>
    public static IReadOnlyList<BranchBorrower> Draw(BranchPlan plan)
    {
        var random = new Random(plan.Seed);
        var borrowers = new List<BranchBorrower>();
        for (var index = 0; index < plan.Borrowers; index++)
        {
            var isFirst = index < _first.Length;
            var story = isFirst ? _first[index] : _drawn[random.Next(_drawn.Length)];
            var begins = isFirst ? 1 + (index % 2) : random.Next(1, Math.Max(2, plan.Days / 2));
            borrowers.Add(new BranchBorrower(index, story, begins, Length(story, isFirst, random)));
        }

        return borrowers;
    }

    /// <summary>True once nothing of the story shows any more; never for one that does not end well.</summary>
    public bool IsOver(int day) => Story is BranchStory.Sound
        || (Story is BranchStory.LateAndCured or BranchStory.TaxArrears or BranchStory.Silent && day >= Begins + Lasts);

    /// <summary>True from the day on which it defaults.</summary>
    public bool HasDefaulted(int day) => Story == BranchStory.Defaulting && day >= Begins + Lasts;

    /// <summary>True while feeds tell nothing of it.</summary>
    public bool IsSilent(int day) => Story == BranchStory.Silent && day >= Begins && !IsOver(day);

    /// <summary>Its links to others of the branch; none for most.</summary>
    public IEnumerable<Link> Links(int borrowers)
    {
        var (circle, place) = (Index - (Index % Circle), Index % Circle);
        // Three who vouch for each other in a ring, and three of one group.
        (LinkKind Kind, int[] Parties) links = place switch
        {
            >= 3 and <= 5 => (LinkKind.Guarantor, [circle + 3 + ((place - 2) % 3)]),
            >= 9 and <= 11 => (LinkKind.Group, [circle + 9, circle + 10, circle + 11]),
            _ => (LinkKind.Unspecified, []),
        };
        return links.Parties.Where(party => party != Index && party < borrowers)
            .Select(party => new Link { Kind = links.Kind, PartyId = (this with { Index = party }).Name });
    }

    /// <summary>Everything that is known of it on a day.</summary>
    public IReadOnlyList<FeatureViewValues> Views(int day)
    {
        var noon = new DateTimeOffset(BranchPlan.FirstDay, new TimeOnly(12, 0), TimeSpan.Zero);
        var views = SoundBorrower.Views(noon);
        views.Add(View(
            "lender", ("branch", Text($"branch-{(Index % 3) + 1}")), ("product", Text("mse_working_capital")),
            ("officer", Text(Officer))));
        var sold = BranchPlan.Day(day).AddDays(-3);
        Set("standing.in_group", Flag(IsInGroup));
        Set("invoices.last_sale_on", Date(sold.Year, sold.Month, sold.Day));
        Set("financial.statements_due_on", Date(2026, 12, 31));
        Set("loan.balance_cny", Number(300_000));
        if (day >= Begins) Tell(day - Begins, Set);
        return views;

        void Set(string feature, FeatureValue value)
        {
            var parts = feature.Split('.');
            views.Single(view => view.View == parts[0]).Features[parts[1]] = value;
        }
    }

    private static int Length(BranchStory story, bool isFirst, Random random) => story switch
    {
        BranchStory.TaxArrears => isFirst ? 6 : random.Next(5, 41),
        BranchStory.LateAndCured => isFirst ? 9 : random.Next(9, 36),
        BranchStory.Defaulting => isFirst ? 7 : random.Next(7, 41),
        BranchStory.Drifting => isFirst ? 10 : random.Next(25, 61),
        BranchStory.Silent => random.Next(5, 9),
        _ => 0,
    };

    private void Tell(int since, Action<string, FeatureValue> set)
    {
        var isOver = since >= Lasts;
        switch (Story)
        {
            case BranchStory.Leveraged:
                set("financial.debt_to_assets_ratio", Number(0.803));
                break;
            case BranchStory.Drifting:
                Drift(Math.Min(1, (double)since / Lasts), set);
                break;
            case BranchStory.LateAndCured:
                set("repayment.days_past_due", Integer(isOver ? 0 : since + 1));
                set("repayment.days_past_due_max_90d", Integer(Math.Min(since + 1, Lasts)));
                break;
            case BranchStory.Defaulting:
                Default(since, set);
                break;
            case BranchStory.TaxArrears when !isOver:
                set("tax.arrears_cny", Number(30_000));
                set("tax.arrears_days", Integer(since + 1));
                break;
            default:
                break;
        }
    }

    private static void Drift(double part, Action<string, FeatureValue> set)
    {
        set("loan.limit_utilisation_90d_ratio", Number(0.6 + (0.42 * part)));
        set("accounts.returned_item_count_90d", Integer((int)(5 * part)));
        set("accounts.turnover_yoy_3m_ratio", Number(0.05 - (0.5 * part)));
        set("accounts.dscr_ratio", Number(1.6 - (0.45 * part)));
        set("invoices.sales_yoy_3m_ratio", Number(0.08 - (0.7 * part)));
    }

    private void Default(int since, Action<string, FeatureValue> set)
    {
        set("repayment.days_past_due", Integer(since + 1));
        set("repayment.days_past_due_max_90d", Integer(since + 1));
        set("repayment.late_instalment_count_12m", Integer(1 + (since / 30)));
        set("loan.limit_utilisation_90d_ratio", Number(0.6 + (0.4 * Math.Min(1, since / 30.0))));
        if (since < Lasts) return;
        set("judicial.enforcement_cny", Number(800_000));
        set("judicial.lawsuit_count_12m", Integer(2));
    }
}
