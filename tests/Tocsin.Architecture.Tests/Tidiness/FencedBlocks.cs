namespace Tocsin.Architecture.Tests.Tidiness;

/// <summary>Walks a document from its first line and tells prose from blocks of code.</summary>
internal sealed class FencedBlocks
{
    private bool _inBlock;

    public bool IsProse((int Index, string Item) line)
    {
        var isFence = line.Item.TrimStart().StartsWith("```", StringComparison.Ordinal);
        if (isFence)
            _inBlock = !_inBlock;
        return !_inBlock && !isFence;
    }
}
