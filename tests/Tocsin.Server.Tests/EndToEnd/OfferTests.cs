using Google.Type;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;
using static Tocsin.Server.Tests.Running.SampleRequests;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>A channel can show the owner an answer and book the loan from it.</summary>
public sealed class OfferTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task Decide_SoundBorrower_OffersAmountTermRateAndHowTheyCameAbout()
    {
        await PutAsync("b-offer");

        var answer = await server.Decisions.DecideAsync(Application("b-offer"));

        // 3 % base, 1.2 % cost, 0.085098 % expected loss, 0.224555 % capital, 0.2 % off for a client.
        Assert.Equal((300_000, "CNY"), (answer.Offer.Amount.Units, answer.Offer.Amount.CurrencyCode));
        Assert.Equal(12, answer.Offer.TermMonths);
        Assert.Equal((0.0431, 0.03, 0.0131), (answer.Offer.AnnualRate, answer.Offer.BaseRate, answer.Offer.Spread));
        Assert.Equal(0.0430965, answer.PriceComponents.Sum(component => component.AnnualRate), 7);
        Assert.Equal((300_000, 416_000, ""),
            (answer.Limit.Requested.Units, answer.Limit.Granted.Units, answer.Limit.BindingCap));
        Assert.Equal(7, answer.Limit.Caps.Count);
        Assert.Empty(answer.Offer.Conditions);
    }

    [Fact]
    public async Task Decide_MoreThanTheCapsAllow_CounterOffersWithConditions()
    {
        await PutAsync("b-counter", Changed("accounts", "free_cash_flow_12m_cny", Number(700_000)));
        var request = Application("b-counter");
        request.Amount = new Money { CurrencyCode = "CNY", Units = 900_000 };

        var answer = await server.Decisions.DecideAsync(request);

        Assert.Equal(Outcome.CounterOffer, answer.Outcome);
        Assert.Equal(560_000, answer.Offer.Amount.Units);
        Assert.Equal("cash_flow", answer.Limit.BindingCap);
        Assert.Equal("L01", answer.Reasons[0].Code);
        var condition = Assert.Single(answer.Offer.Conditions);
        Assert.Equal("C03", condition.Code);
        Assert.NotNull(condition.DueOn);
        Assert.NotEmpty(condition.Text.Zh);
        Assert.NotNull(answer.ValidUntil);
    }

    [Fact]
    public async Task Decide_ForTheOwner_NeverShowsASanctionsHit()
    {
        await PutAsync("b-listed", Changed("screening", "sanctions_match", Flag(true)));
        var request = Application("b-listed");

        var whole = await server.Decisions.DecideAsync(request);
        request.ForAudience = Audience.Staff;
        var staff = await server.Decisions.DecideAsync(request);
        request.ForAudience = Audience.Owner;
        request.WithRecourse = true;
        var owner = await server.Decisions.DecideAsync(request);

        Assert.Equal("K03", whole.Reasons[0].Code);
        Assert.Equal(["P03"], staff.Reasons.Select(reason => reason.Code));
        Assert.Equal(["P03"], owner.Reasons.Select(reason => reason.Code));
        Assert.All([staff.ToString(), owner.ToString()], text =>
        {
            Assert.DoesNotContain("K03", text, StringComparison.Ordinal);
            Assert.DoesNotContain("sanctions", text, StringComparison.Ordinal);
        });
        Assert.Equal(Outcome.Decline, owner.Outcome);
        Assert.Null(owner.Score);
        Assert.Empty(owner.Recourse);
    }

    [Fact]
    public async Task Decide_ScreeningMissing_AsksTheOwnerForNothingByThatName()
    {
        await PutAsync("b-unscreened", View("screening"));
        var request = Application("b-unscreened");

        var whole = await server.Decisions.DecideAsync(request);
        request.ForAudience = Audience.Staff;
        var staff = await server.Decisions.DecideAsync(request);
        request.ForAudience = Audience.Owner;
        var owner = await server.Decisions.DecideAsync(request);

        Assert.Equal("sanctions_match", Assert.Single(whole.Needed).Feature);
        Assert.Equal(["sanctions_match"], whole.Referral.Checks);
        Assert.All([staff, owner], answer =>
        {
            Assert.Equal(Outcome.Refer, answer.Outcome);
            Assert.DoesNotContain("sanctions", answer.ToString(), StringComparison.Ordinal);
        });
        Assert.Equal("", owner.Limit.BindingCap);
    }

    [Fact]
    public async Task Decide_WithRecourse_SaysWhatWouldTurnItAndItDoes()
    {
        await PutAsync("b-turned", Changed("accounts", "dscr_ratio", Number(0.95)));
        var request = Application("b-turned");
        request.WithRecourse = true;

        var answer = await server.Decisions.DecideAsync(request);

        Assert.Equal((Outcome.Decline, RecourseStatus.Found), (answer.Outcome, answer.RecourseStatus));
        var option = answer.Recourse[0];
        Assert.True(option.ProvenCheapest);
        Assert.Contains(option.Changes, change => change.Feature == "accounts.dscr_ratio" && change.To.Number >= 1);
        var views = SoundBorrower.Views();
        foreach (var change in option.Changes.Where(change => change.Feature != "request.amount"))
        {
            var (view, feature) = (change.Feature.Split('.')[0], change.Feature.Split('.')[1]);
            views.Single(one => one.View == view).Features[feature] = change.To;
        }

        await server.Features.PutFeaturesAsync(new PutFeaturesRequest { BorrowerId = "b-turned", Views = { views } });
        Assert.Equal(option.Outcome, (await server.Decisions.DecideAsync(Application("b-turned"))).Outcome);
    }

    [Fact]
    public async Task Decide_DraftProduct_IsRefusedWithoutTheSwitch()
    {
        var request = Application("b-draft");
        (request.Product, request.Purpose) = ("altman_sabato", "");

        var refusal = await Refusal.OfAsync(server.Decisions.DecideAsync(request));

        Assert.Equal("PRODUCT_DRAFT", refusal.Reason);
        Assert.Contains(
            "Rules:UseDrafts", await Refusal.TextOfAsync(server.Decisions.DecideAsync(request)),
            StringComparison.Ordinal);
    }

    private static FeatureViewValues Changed(string view, string feature, FeatureValue value)
    {
        var changed = SoundBorrower.Views().Single(one => one.View == view);
        changed.Features[feature] = value;
        return changed;
    }

    private async Task PutAsync(string borrower, params FeatureViewValues[] instead)
    {
        var views = SoundBorrower.Views().Where(view => instead.All(other => other.View != view.View));
        await server.Features.PutFeaturesAsync(
            new PutFeaturesRequest { BorrowerId = borrower, Views = { views, instead } });
    }
}
