namespace Tocsin.Server.Tests.Running;

/// <summary>A document that shows commands and what they print, read block of code by block of code.</summary>
internal sealed class ShownDocument
{
    private const string Fence = "```";

    private ShownDocument(List<ShownBlock> blocks) => Blocks = blocks;

    /// <summary>Its blocks of code, in their order.</summary>
    public IReadOnlyList<ShownBlock> Blocks { get; }

    /// <summary>Reads a document of the project.</summary>
    public static ShownDocument Read(string path)
    {
        var blocks = new List<ShownBlock>();
        ShownBlock? open = null;
        foreach (var line in File.ReadLines(Path.Combine(ProjectFolder.Root, path)))
        {
            if (!line.StartsWith(Fence, StringComparison.Ordinal)) open?.Lines.Add(line);
            else if (open is null) blocks.Add(open = new ShownBlock(line[Fence.Length..]));
            else open = null;
        }

        return new ShownDocument(blocks);
    }

    /// <summary>The first command that begins so.</summary>
    public ShownCommand Command(string start) => Blocks.SelectMany(block => block.Commands)
        .First(command => command.Text.StartsWith(start, StringComparison.Ordinal));
}
