using System.Globalization;
using CsCheck;
using Tocsin.Core.Warnings;
using Xunit;

namespace Tocsin.Core.Tests.Warnings;

/// <summary>Over updates that arrive in any order and more than once, all while their values are fresh.</summary>
public class WarningReviewOrder
{
    private const double LastDay = 20;

    // Observed on days 1 to 8 in the order of the array; what arrives when is another question.
    private static readonly Gen<Update[]> _updates =
        Gen.Select(Gen.Int[0, 40], Gen.Int[0, 1], (debt, cases) => new Update(debt, cases)).Array[1, 8];

    private static readonly Gen<Arrival[]> _arrivals =
        Gen.Select(Gen.Int[0, 7], Gen.Bool, (update, isReviewed) => new Arrival(update, isReviewed)).Array[0, 16];

    [Fact]
    public void Run_RepeatedOrOlderUpdate_ChangesNothing() =>
        Gen.Select(_updates, _arrivals).Sample((updates, arrivals) =>
        {
            var borrower = new ReviewedBorrower();
            var newest = -1;
            var day = LastDay;
            foreach (var arrival in arrivals)
            {
                day += 0.1;
                var at = arrival.Update % updates.Length;
                borrower.Review(day);
                var before = (WarningCodec.EncodeState(borrower.State), borrower.State.DueAt, borrower.Stored);
                Send(borrower, updates, at);
                if (at > newest)
                {
                    newest = at;
                    continue;
                }

                Assert.Empty(borrower.Review(day));
                Assert.Equal(before.Item1, WarningCodec.EncodeState(borrower.State));
                Assert.Equal((before.DueAt, before.Stored), (borrower.State.DueAt, borrower.Stored));
            }
        });

    [Fact]
    public void Run_SameUpdatesInAnyOrder_EndsWithTheSameValuesAndTheSameLevelWithoutDwell() =>
        Gen.Select(_updates, _arrivals, _arrivals).Sample((updates, first, second) =>
        {
            var one = Play(updates, first);
            var other = Play(updates, second);

            Assert.Equal(one.Stored!.Views["firm"].ObservedAt, other.Stored!.Views["firm"].ObservedAt);
            Assert.Equal(one.Stored.Views["firm"].Values, other.Stored.Views["firm"].Values);
            Assert.Equal(CourtLevel(one), CourtLevel(other));
        });

    // Every update arrives at least once, those that the arrivals do not name at the end.
    private static ReviewedBorrower Play(Update[] updates, Arrival[] arrivals)
    {
        var borrower = new ReviewedBorrower();
        var day = LastDay - 10;
        foreach (var arrival in arrivals.Where(arrival => arrival.Update < updates.Length))
        {
            day += 0.1;
            Send(borrower, updates, arrival.Update);
            if (arrival.IsReviewed) borrower.Review(day);
        }

        for (var at = 0; at < updates.Length; at++) Send(borrower, updates, at);
        borrower.Review(LastDay);
        return borrower;
    }

    private static void Send(ReviewedBorrower borrower, Update[] updates, int at)
    {
        var cases = updates[at].Cases.ToString(CultureInfo.InvariantCulture);
        borrower.Send(at + 1, updates[at].Debt, ("cases", cases), ("owner_cases", cases));
    }

    private static WarningLevel CourtLevel(ReviewedBorrower borrower) =>
        borrower.State.Warnings.Where(warning => warning.IsOpen && warning.Indicator == "court")
            .Select(warning => warning.Level).SingleOrDefault();

    private sealed record Update(int Debt, int Cases);

    private sealed record Arrival(int Update, bool IsReviewed);
}
