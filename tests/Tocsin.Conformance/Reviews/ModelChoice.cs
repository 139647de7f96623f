using System.Globalization;
using Tocsin.Core.Features;
using Tocsin.Core.Warnings;
using Xunit;

namespace Tocsin.Conformance.Reviews;

/// <summary>
/// Chooses what happens next in a run, and remembers what has to be tried again because its answer was lost.
/// </summary>
internal sealed class ModelChoice(ModelPlay play, Random random)
{
    private static readonly double[] _debts = [5, 12, 17, 22, 27, 35];
    private static readonly double[] _overdues = [0, 12, 25, 70, 95];

    private static readonly WarningStep[] _steps =
    [
        WarningStep.Acknowledge, WarningStep.Resolve, WarningStep.AssignTo("li"), WarningStep.Treat("A01", null),
    ];

    private readonly List<FeatureUpdate> _sent = [];
    private readonly List<FeatureUpdate> _lost = [];
    private readonly List<PersonStep> _persons = [];

    private BorrowerId AnyBorrower => Any(play.Model.Borrowers.Keys.ToList());

    private ModelInstance AnyInstance => Any(play.Instances);

    /// <summary>What a run begins with: nobody reviews without rules.</summary>
    public IEnumerable<ModelAct> Begin() =>
        [Swap(random.Next(ModelRules.Sets.Count)), .. play.Instances.Select(Learn)];

    /// <summary>An act of any kind.</summary>
    public ModelAct Next() => random.Next(20) switch
    {
        < 6 => Update(NewUpdate()),
        6 when _sent.Count > 0 => Update(Any(_sent)),
        7 when _lost.Count > 0 => Update(_lost[0]),
        < 14 => Review(AnyBorrower),
        < 16 when _persons.Find(person => !person.IsAnswered && !person.IsTried) is { } again => Treat(again),
        < 16 when NewPerson() is { } person => Treat(person),
        < 17 => Closing(AnyBorrower, erases: random.Next(2) == 0),
        17 => Swap(random.Next(ModelRules.Sets.Count)),
        18 => Learn(AnyInstance),
        _ => Review(AnyBorrower),
    };

    /// <summary>What has to happen so that everything comes to rest; clocks are right again.</summary>
    public IEnumerable<ModelAct> Rest()
    {
        foreach (var instance in play.Instances) instance.Clock.Skew = TimeSpan.Zero;
        foreach (var lost in _lost.ToList()) yield return Update(lost);
        foreach (var person in _persons.Where(person => !person.IsAnswered).ToList()) yield return Treat(person);
        foreach (var instance in play.Instances) yield return Learn(instance);
    }

    /// <summary>A review.</summary>
    public ModelAct Review(BorrowerId borrower) => new(
        AnyInstance, ActKind.Review, $"review of {borrower}",
        async (_, monitor) =>
            (await monitor.ReviewAsync(borrower, WarningCauseKind.FeatureUpdate, default)).ToString(),
        _ => { });

    /// <summary>Closing or erasing.</summary>
    public ModelAct Closing(BorrowerId borrower, bool erases)
    {
        var instance = AnyInstance;
        return new(
            instance, ActKind.Closing, $"{(erases ? "erasure" : "closing")} of {borrower}",
            async (_, monitor) => instance.Active.Current is { } rules
                ? $"{await monitor.CloseAsync(borrower, erases, Cause("closing"), rules, default)}" : "no rules",
            _ => { });
    }

    /// <summary>Time goes on, mostly a little; now and then a clock is set.</summary>
    public void MoveTime()
    {
        play.Time.Advance(random.Next(20) switch
        {
            < 14 => TimeSpan.FromMinutes(random.Next(1, 5)),
            < 17 => TimeSpan.FromHours(random.Next(1, 24)),
            < 19 => TimeSpan.FromDays(random.Next(1, 6)),
            _ => TimeSpan.FromDays(21),
        });
        if (random.Next(5) == 0) AnyInstance.Clock.Skew = TimeSpan.FromMinutes(random.Next(-90, 90));
    }

    /// <summary>What a person was told to be done is in the log, and what they saw was not done twice.</summary>
    public void CheckPersons()
    {
        foreach (var person in _persons)
        {
            Assert.True(person.IsAnswered);
            var times = play.Model.TimesTaken(person.Reference);
            if (person.Seen > 0) Assert.InRange(times, 0, 1);
            if (person.IsMade) Assert.True(times > 0);
        }
    }

    private static ModelAct Learn(ModelInstance instance) =>
        new(instance, ActKind.Review, "learns the rules", instance.LearnAsync, _ => { });

    private ModelAct Swap(int ruleSet)
    {
        var instance = AnyInstance;
        return new(
            instance, ActKind.Swap, $"swap to {ruleSet}",
            (steps, monitor) => instance.SwapAsync(ruleSet, steps, monitor), _ => { });
    }

    private ModelAct Update(FeatureUpdate update)
    {
        _lost.Remove(update);
        var views = update.Views.Select(view => string.Create(
            CultureInfo.InvariantCulture,
            $"{view.View}@{view.ObservedAt:MM-dd HH:mm:ss.ffffff} {string.Join(',', view.Values)}"));
        return new(
            AnyInstance, ActKind.Update, $"update of {update.Borrower}: {string.Join("; ", views)}",
            async (steps, _) =>
            {
                var result = (await steps.Features.ApplyAsync([update], default))[0];
                return $"{result.Revision} {string.Join(',', result.Views)}";
            },
            isAnswered => (isAnswered ? _sent : _lost).Add(update));
    }

    // Mostly news; now and then late, or for a moment that was sent before.
    private FeatureUpdate NewUpdate()
    {
        var borrower = AnyBorrower;
        List<FeatureViewUpdate> views = [];
        if (random.Next(3) > 0)
        {
            views.Add(View(
                "firm", ("debt", Any(_debts)), ("cases", random.Next(8) / 7), ("score", 5 + (7 * random.Next(2)))));
        }

        if (views.Count == 0 || random.Next(3) == 0) views.Add(View("bank", ("overdue", Any(_overdues))));
        return new FeatureUpdate(borrower, views, Correction: random.Next(2) == 0);

        FeatureViewUpdate View(string name, params (string Name, double Value)[] values)
        {
            var known = play.Model.Borrowers[borrower].Views.GetValueOrDefault(name)?.ObservedAt;
            var observedAt = random.Next(8) == 0 && known is { } same ? same
                : play.Time.Now.AddMinutes(-random.Next(0, random.Next(6) == 0 ? 3_000 : 3));
            return new(name, observedAt, values.Where(_ => random.Next(8) > 0)
                .ToDictionary(value => value.Name, value => FeatureValue.OfNumber(value.Value)));
        }
    }

    private PersonStep? NewPerson()
    {
        var warnings = play.Model.Borrowers.Values.SelectMany(borrower => borrower.State?.Warnings ?? []).ToList();
        if (warnings.Count == 0) return null;
        var warning = Any(warnings);
        long[] seen = [warning.Revision, warning.Revision, 0, warning.Revision - 1];
        var person = new PersonStep(
            $"step-{play.NextStep()}", warning.Id, Any(seen),
            Any(_steps));
        _persons.Add(person);
        return person;
    }

    private ModelAct Treat(PersonStep person)
    {
        var instance = AnyInstance;
        var borrower = BorrowerId.Parse(person.Warning[..person.Warning.IndexOf('/', StringComparison.Ordinal)]);
        person.IsTried = true;
        return new(
            instance, ActKind.Treatment, $"{person.Step.Kind} of {person.Warning}:{person.Seen} ({person.Reference})",
            async (_, monitor) =>
            {
                if (instance.Active.Current is not { } rules) return "no rules";
                var result = await monitor.TreatAsync(
                    borrower, person.Warning, person.Seen, person.Step, Cause(person.Reference), rules, default);
                person.IsMade |= result is { Outcome: TreatmentOutcome.Reached, Commit: not null };
                return result.Outcome.ToString();
            },
            isAnswered =>
            {
                person.IsTried = false;
                person.IsAnswered |= isAnswered;
            });
    }

    private static WarningCause Cause(string reference) => new(WarningCauseKind.Operator, reference, "li", "seen");

    private T Any<T>(IReadOnlyList<T> all) => all[random.Next(all.Count)];

    /// <summary>What a person wants done, tried until it is answered.</summary>
    private sealed record PersonStep(string Reference, string Warning, long Seen, WarningStep Step)
    {
        public bool IsTried { get; set; }

        public bool IsAnswered { get; set; }

        /// <summary>True once an answer said that this step made a change.</summary>
        public bool IsMade { get; set; }
    }
}
