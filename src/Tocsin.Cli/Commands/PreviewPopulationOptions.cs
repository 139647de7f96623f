using System.CommandLine;
using Tocsin.Cli.Values;
using Tocsin.V1;

namespace Tocsin.Cli.Commands;

/// <summary>The options of a preview that say on whom, and what of them.</summary>
internal sealed class PreviewPopulationOptions
{
    private readonly Option<double?> _share = new("--share")
    {
        Description = "Look at this share of the stored borrowers, above 0 to 1, the same each time; else at all.",
        HelpName = "SHARE",
    };
    private readonly Option<bool> _withoutWarnings = new("--without-warnings") { Description = "Leave warnings out." };
    private readonly Option<bool> _withoutDecisions = new("--without-decisions")
    {
        Description = "Leave decisions out.",
    };
    private readonly Option<string?> _product = new("--product")
    {
        Description = "The product that every borrower is taken to ask for; else each is asked what it was booked "
            + "with. With --journal: only decisions of this product.",
    };
    private readonly Option<decimal?> _amount = new("--amount") { Description = "The amount that everybody asks for." };
    private readonly Option<string?> _currency = new("--currency")
    {
        Description = "The amount's currency; the product's own when it is not given.",
    };
    private readonly Option<int?> _term = new("--term")
    {
        Description = "The term that everybody asks for, in months.",
    };
    private readonly Option<string?> _kind = new("--kind")
    {
        Description = "What everybody asks for; a first facility when it is not given.",
    };
    private readonly Option<string?> _purpose = new("--purpose") { Description = "The purpose's code." };
    private readonly Option<bool> _journal = new("--journal")
    {
        Description = "Decide again on the decisions that the instance's journal holds of a period, each on the "
            + "values it was made from, instead of looking at stored borrowers.",
    };
    private readonly JournalPeriodOptions _period = new();

    /// <summary>Makes the options.</summary>
    public PreviewPopulationOptions()
    {
        _kind.AcceptOnlyFromAmong(EnumText.All<ApplicationKind>());
        _share.Validators.Add(result =>
        {
            if (!(result.GetValueOrDefault<double?>() is null or (> 0 and <= 1)))
                result.AddError("--share is above 0 and at most 1.");
        });
        _term.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() < 1) result.AddError("--term is at least 1.");
        });
    }

    private Option[] OfApplication => [_amount, _currency, _term, _kind, _purpose];

    private Option[] OfBorrowers => [_share, _withoutWarnings, _withoutDecisions, .. OfApplication];

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        Option[] all =
        [
            _share, _withoutWarnings, _withoutDecisions, _product, _amount, _currency, _term, _kind, _purpose, _journal,
        ];
        foreach (var option in all) command.Add(option);
        _period.AddTo(command);
    }

    /// <summary>Writes on whom into what is asked.</summary>
    /// <exception cref="CommandFailedException">Options exclude each other, or one cannot be read.</exception>
    public async Task ReadAsync(CommandRun run, PreviewOptions options)
    {
        var (from, until) = (_period.From(run), _period.Until(run));
        if (run.Get(_journal))
        {
            if (OfBorrowers.FirstOrDefault(run.IsGiven) is { } other)
                throw CommandFailedException.Usage($"--journal and {other.Name} exclude each other.");
            options.Journal = new PreviewedPeriod
            {
                From = from,
                Until = until,
                Product = run.Get(_product) ?? "",
            };
            return;
        }

        if (from is not null || until is not null)
            throw CommandFailedException.Usage("--from and --until are of a period of the journal: add --journal.");
        if (run.Get(_withoutWarnings) && run.Get(_withoutDecisions))
            throw CommandFailedException.Usage("Without warnings and without decisions nothing is left to preview.");
        options.Borrowers = new PreviewedBorrowers
        {
            Share = run.Get(_share) ?? 0,
            WithoutWarnings = run.Get(_withoutWarnings),
            WithoutDecisions = run.Get(_withoutDecisions),
            Application = await ApplicationAsync(run),
        };
    }

    private async Task<PreviewedApplication?> ApplicationAsync(CommandRun run)
    {
        if (run.Get(_product) is not { Length: > 0 } product)
        {
            return OfApplication.FirstOrDefault(run.IsGiven) is not { } other
                ? null : throw CommandFailedException.Usage($"{other.Name} needs --product.");
        }

        if (run.Get(_withoutDecisions))
            throw CommandFailedException.Usage("--product and --without-decisions exclude each other.");
        var application = new PreviewedApplication
        {
            Product = product,
            TermMonths = run.Get(_term) ?? 0,
            Kind = EnumText.Parse<ApplicationKind>(run.Get(_kind)),
            Purpose = run.Get(_purpose) ?? "",
        };
        if (run.Get(_amount) is { } amount)
        {
            var currency = run.Get(_currency) ?? await run.CurrencyOfAsync(product);
            application.Amount = MoneyAmount.From(amount, currency);
        }

        return application;
    }
}
