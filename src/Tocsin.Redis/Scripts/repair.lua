-- Completes a borrower's commit that stopped half way.
-- ARGV: id.  Answers 1 when it did, 0 when none of that borrower did.
if stopped() ~= ARGV[1] then return { '0' } end
finish(ARGV[1])
return { '1' }
